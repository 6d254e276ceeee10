local datetime = require("runtime.time.datetime")
local isotime = require("runtime.time.isotime")

local function shown(text)
  local us, offset = isotime.parse(text)
  return us and datetime.format(us, "%Y-%m-%dT%H:%M:%S.%f%z", offset)
end

return {
  ["every form of a date"] = function(t)
    for text, wanted in pairs({
      ["2022"] = "2022-01-01",
      ["2022-03"] = "2022-03-01",
      ["2022-03-04"] = "2022-03-04",
      ["20220304"] = "2022-03-04",
      ["2022-W03-2"] = "2022-01-18",
      ["2022W032"] = "2022-01-18",
      ["2022-060"] = "2022-03-01",
    }) do
      t.equal(shown(text), wanted .. "T00:00:00.000000+0000", text)
    end
  end,
  ["every form of a time"] = function(t)
    for text, wanted in pairs({
      ["2022-01-14T10"] = "2022-01-14T10:00:00.000000+0000",
      ["2022-01-14 10:11"] = "2022-01-14T10:11:00.000000+0000",
      ["20220114T101112Z"] = "2022-01-14T10:11:12.000000+0000",
      ["2022-01-14T10:11:12,1234567"] = "2022-01-14T10:11:12.123456+0000",
      ["2022-01-14T24:00"] = "2022-01-15T00:00:00.000000+0000",
      ["2022-01-14T10:00:00+05:30"] = "2022-01-14T10:00:00.000000+0530",
      ["2022-01-14T10:00:00-02"] = "2022-01-14T10:00:00.000000-0200",
    }) do
      t.equal(shown(text), wanted, text)
    end
  end,
  ["what is no ISO 8601 text"] = function(t)
    for _, text in ipairs({ "", "x", "22-01-01", "2022-13-01", "2022-02-30", "2022-01-14T",
      "2022-01-14T25:00",
      "2022-01-14T10:1112", "2022-01-14T10:00:00+25:00", "2022-01-14T24:01" }) do
      t.equal(isotime.parse(text), nil, text)
    end
  end,
}
