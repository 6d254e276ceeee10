local field_type = require("runtime.manifest.field_type")

local function describe(text)
  return field_type.describe(field_type.parse(text))
end

return {
  ["types are told in words"] = function(t)
    t.equal(describe("string"), "text")
    t.equal(describe("integer | string"), "a whole number or text")
    t.equal(describe("string[]"), "a list of text")
    t.equal(describe("(string | integer)[]"), "a list of text or a whole number")
    t.equal(describe("string[][]"), "a list of a list of text")
    t.equal(describe("enum(GET,POST)"), "one of GET, POST")
    t.equal(describe(" enum( GET , POST ) |string "), "one of GET, POST or text")
    t.equal(describe("@Rate[]|null"), "a list of a mapping of the type Rate or null")
    t.equal(describe("@HttpRequester | @backoff_strategy"),
      "a mapping of the type HttpRequester or a component of the kind backoff strategy")
  end,
}
