local datetime = require("runtime.time.datetime")
local loose = require("runtime.time.loose")

local function shown(text)
  local us = loose.parse(text)
  return us and datetime.format(us, "%Y-%m-%d %H:%M:%S.%f")
end

return {
  ["day, month and year in their usual places"] = function(t)
    for text, wanted in pairs({
      ["05/01/2024"] = "2024-05-01",
      ["31/12/2024"] = "2024-12-31",
      ["2024.05.01"] = "2024-05-01",
      ["1 May 2024"] = "2024-05-01",
      ["Mon, May 1, 2024"] = "2024-05-01",
      ["01-May-99"] = "1999-05-01",
      ["20240501"] = "2024-05-01",
    }) do
      t.equal(shown(text), wanted .. " 00:00:00.000000", text)
    end
  end,
  ["times with halves of the day, fractions and offsets"] = function(t)
    for text, wanted in pairs({
      ["5/1/2024 9:05:03 PM"] = "21:05:03.000000",
      ["5/1/2024 12:05am"] = "00:05:00.000000",
      ["10:30 05/01/2024"] = "10:30:00.000000",
      ["2024-05-01T10:00:00.1234567Z"] = "10:00:00.123456",
      ["2024-05-01 10:00:00,5 +0200"] = "08:00:00.500000",
      ["2024-05-01T10:00-05"] = "15:00:00.000000",
      ["20240501T103005 EST"] = "10:30:05.000000",
    }) do
      t.equal(shown(text), "2024-05-01 " .. wanted, text)
    end
  end,
  ["what is no date, or not a whole one"] = function(t)
    for _, text in ipairs({
      "", "now", "10:00", "2024-02-30 10:00", "2024-05-01 24:00", "2024-05-01 13:00 PM", "1.5",
      "2024-05-01 10:00 utc", "2024-05-01,10:00", "May 2024", "2024-05-01 10:00 Europe/Berlin",
    }) do
      t.equal(shown(text), nil, text)
    end
  end,
}
