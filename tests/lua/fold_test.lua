--- runtime.text.fold: keys in ASCII, lower case and snake_case.
local fold = require("runtime.text.fold")

local SNAKE = {
  camelCase = "camel_case",
  HTTPServer = "httpserver",
  a1B2 = "a_1_b_2",
  ["1st"] = "_1_st",
  ["x--y"] = "x_y",
  ["-x-"] = "_x_",
  ["%done"] = "_done",
  [""] = "",
  ["Größe"] = "grosse",
  ["ключДанных"] = "klyuch_dannykh",
  ["Ünit_Ω"] = "unit_o",
}

return {
  ["keys become snake_case"] = function(t)
    for key, wanted in pairs(SNAKE) do
      t.equal(fold.snake_case(key), wanted, key)
    end
  end,
  ["letters without a spelling keep keys apart"] = function(t)
    t.truthy(fold.ascii("名") ~= fold.ascii("前"))
  end,
  ["accents that stand alone go"] = function(t)
    t.equal(fold.ascii("e\u{301}"), "e")
  end,
  ["syllables of Hangul are spelled by their parts"] = function(t)
    t.equal(fold.ascii("가힣한국어닭"), "GaHihHanGugEoDalg")
    t.equal(fold.snake_case("한국어Name"), "han_gug_eo_name")
  end,
  ["lower case knows more than ASCII"] = function(t)
    t.equal(fold.lower("ÄÖÜ ŁÓDŹ ΑΒΓ ЁЖ"), "äöü łódź αβγ ёж")
  end,
}
