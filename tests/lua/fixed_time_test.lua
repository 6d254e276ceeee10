local fixed = require("runtime.time.fixed")
local strptime = require("runtime.time.strptime")

local FORMATS = {
  "%Y-%m-%d",
  "%Y-%m-%dT%H:%M:%SZ",
  "%Y-%m-%dT%H:%M:%S%z",
  "%Y-%m-%d %H:%M:%S.%f%z",
  "%d/%m/%Y",
  "%Y%m%d",
}

-- The same format for the search: a code that is not fixed keeps the quick way out of it.
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
  ["knows which formats are fixed"] = function(t)
    for _, format in ipairs(FORMATS) do
      t.equal(type(fixed.reader(format)), "function")
    end
    for _, format in ipairs({ "%H:%M", "%Y-%j", "%b %d %Y", "%Y-%m-%d%%" }) do
      t.equal(fixed.reader(format), nil)
    end
  end,
  ["leaves to the search what it cannot read"] = function(t)
    local read = fixed.reader("%Y-%m-%d")
    t.equal(read("2024-02-29"), 1709164800000000)
    t.equal(read("2024-2-29"), nil)
    t.equal(read("2023-02-29"), nil)
  end,
}
