local values = require("runtime.cursor.values")

return {
  ["knows when texts of times compare as the times do"] = function(t)
    local now = 1732500000 * 1000000
    local wanted = {
      ["%Y-%m-%d"] = true,
      ["%Y-%m-%dT%H:%M:%SZ"] = true,
      ["%Y-%m-%dT%H:%M:%S.%f%z"] = true,
      ["%Y%m"] = true,
      ["%d/%m/%Y"] = false,
      ["%Y-%d-%m"] = false,
      ["%s"] = false,
      ["%y-%m-%d"] = false,
      ["%Y%%-%m"] = false,
    }
    for format, expected in pairs(wanted) do
      local kind = values.times({ format }, format)
      t.equal(kind.keeps_order(now), expected)
      t.equal(kind.keeps_order(-40000000000 * 1000000), false)
    end
  end,
  ["reads a text that comes again as it did"] = function(t)
    local kind = values.times({ "%Y-%m-%d" }, "%Y-%m-%d")
    for _ = 1, 2 do
      for day = 1, 28 do
        local text = ("2024-02-%02d"):format(day)
        t.equal(kind.format(kind.parse(text)), text)
      end
      t.equal(kind.parse("2024-02-30"), nil)
      t.equal(kind.parse(1), nil)
    end
  end,
}
