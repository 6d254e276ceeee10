--- Bodies that host.records finds the records in while they arrive.
local http = require("host.http")
local json = require("host.json")
local process = require("host.process")
local records = require("host.records")

local base = process.getenv("STAND_IN_BASE")

local function bytes_of(transfer)
  repeat
    local finished = assert(http.wait())
  until finished[1] == transfer
  return assert(transfer:result()).bytes
end

local function bytes(path, reader)
  return bytes_of(assert(assert(http.outline({})):start(base .. path, nil, reader)))
end

return {
  ["the records are those of a body that is there"] = function(t)
    local reader = records.reader({ "data" }, { "id" })
    for _, path in ipairs({ "/long", "/long/moved" }) do
      local page = reader:open(bytes(path, reader))
      t.equal(#page, 20000)
      t.equal(page:text(20000), '{"id":1}')
      t.equal(page:decode(10000), { id = 1 })
      t.equal(page:body({ next = true, n = true }), { n = { 1, 2 }, next = "é" })
    end
    t.equal(reader:open(bytes("/long/other", reader)), false)
  end,
  ["what is wrong is told as of a body that is there"] = function(t)
    local reader = records.reader({ "data" })
    local wrong = bytes("/long/wrong", reader)
    local _, reason, code = records.open(wrong:text(), { "data" })
    t.match(reason, "^2:%d+: ")
    t.equal({ select(2, reader:open(wrong)) }, { reason, code })
  end,
  ["a string that was made of the body meanwhile is as good"] = function(t)
    local reader = records.reader({ "data" })
    local body = bytes("/long", reader)
    t.equal(#body:text(), #body)
    t.equal(reader:open(body):text(20000), '{"id":1}')
  end,
  ["a scan is for its reader alone, which lives as long"] = function(t)
    local transfer = assert(http.outline({})):start(base .. "/long", nil,
      records.reader({ "data" }, { "id" }))
    collectgarbage()
    local body = bytes_of(transfer)
    collectgarbage()
    t.equal(records.open(body, { "data" }, { "x" }):decode(1), { x = json.null })
  end,
  ["nothing is looked for where a reader finds no places"] = function(t)
    local reader = records.reader({ "*" })
    t.equal(reader:open(bytes("/long", reader)), false)
    t.equal(#records.open(bytes("/list", reader)), 2)
    t.raises(bytes, "/list", {})
  end,
}
