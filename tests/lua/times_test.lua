local calendar = require("runtime.time.calendar")
local strftime = require("runtime.time.strftime")
local strptime = require("runtime.time.strptime")
local times = require("host.times")

local FORMATS = {
  "%Y-%m-%d",
  "%Y-%m-%dT%H:%M:%SZ",
  "%Y-%m-%dT%H:%M:%S%z",
  "%Y-%m-%d %H:%M:%S.%f%z",
  "%d/%m/%Y",
  "%Y%m%d",
}

local DAY = 86400 * 1000000

-- The same format for the search: with a code that the quick way does not take.
local function searched(text, format)
  return strptime.parse("Mon " .. text, "%a " .. format)
end

return {
  ["reads what the search reads"] = function(t)
    local texts = {
      "2024-02-29", "2023-02-29", "2024-13-01", "2024-1-05", "0000-01-01", "20240229", "202429",
      "29/02/2024", "2024-02-29T23:59:59Z", "2024-02-29t23:59:59z", "2024-02-29T24:00:00Z",
      "2024-02-29T10:00:60Z", "2024-02-29T10:00:00+0130", "2024-02-29T10:00:00-01:30",
      "2024-02-29T10:00:00+01:30:15", "2024-02-29T10:00:00", "2024-02-29 10:00:00.5Z",
      "2024-02-29  10:00:00.123456+00:00", "2024-02-29 10:00:00.1234567+00:00", "", "x",
      "2024-02-29T10:00:00+0160",
    }
    for _, format in ipairs(FORMATS) do
      for _, text in ipairs(texts) do
        local us, zone = strptime.parse(text, format)
        local wanted, wanted_zone = searched(text, format)
        t.equal(us, wanted)
        if wanted then
          t.equal(zone, wanted_zone)
        end
      end
    end
  end,
  ["prints what the codes print"] = function(t)
    for _, us in ipairs({ 0, -1, 1, 1709164800000000, 253402300799999999, -62135596800000000,
      -62135596800000001, 951782400123456, 999999 * DAY, -999999 * DAY }) do
      for _, format in ipairs(FORMATS) do
        -- A code that strftime alone knows makes it print the others, too.
        local wanted = strftime.format(us, "%n" .. format, 0):sub(2)
        t.equal(strftime.format(us, format, 0), wanted)
      end
    end
  end,
  ["every day there and back"] = function(t)
    for days = calendar.days(1, 1, 1), calendar.days(9999, 12, 31), 97 do
      local text = times.format(days * DAY, "%Y-%m-%d")
      local year, month, day = calendar.civil(days)
      t.equal(text, ("%d-%02d-%02d"):format(year, month, day))
      t.equal(times.parse(("0000" .. text):sub(-10), "%Y-%m-%d"), days * DAY)
    end
  end,
  ["a time is shown by the clock of its offset"] = function(t)
    t.equal(times.format(0, "%Y-%m-%d %H:%M", -3600), "1969-12-31 23:00")
  end,
  ["other formats are for the search"] = function(t)
    for _, format in ipairs({ "%H:%M", "%Y-%j", "%b %d %Y", "%Y-%m-%d%%", "%Y-%m-%d%Y", "%",
      "%Y-%m-%d%", "", "%Y-%m-%d%\0" }) do
      t.equal(times.parse("2024-02-29", format), nil, format)
    end
    for _, format in ipairs({ "%j", "%Y%%", "%", "%Y%", "%z", "", "%-d", "%\0", ("x"):rep(81) }) do
      t.equal(times.format(0, format), nil, format)
    end
  end,
  ["so are texts with fewer digits"] = function(t)
    t.equal(times.parse("2024-02-29", "%Y-%m-%d"), 1709164800000000)
    t.equal(times.parse("2024-2-29", "%Y-%m-%d"), nil)
    t.equal(times.parse("2023-02-29", "%Y-%m-%d"), nil)
    t.equal(times.parse("2024-02-29\0", "%Y-%m-%d"), nil)
  end,
}
