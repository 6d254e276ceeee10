--- runtime.retrieval.batch: records of a page that are places in its body.
local batch = require("runtime.retrieval.batch")
local json = require("host.json")
local records = require("host.records")

-- A batch whose records are counted as they are changed; those of "drop" are left out.
local function counted(text)
  local seen = {}
  local page = batch.of_places(assert(records.open(text, {}, {}, {})), {
    whole = function(record)
      seen[#seen + 1] = record.id
      record.seen = true
      return not record.drop and record or nil
    end,
  })
  return page, seen
end

return {
  ["each record becomes a value once, when its turn comes"] = function(t)
    local page, seen = counted('[{"id":1},{"id":2,"drop":true},{"id":3,"a":{"b":null}}]')
    t.equal(page.extracted, 3)
    t.equal(page:next().id, 1)
    t.equal(table.concat(seen, " "), "1")
    t.equal(json.encode(page:next()), '{"id":3,"a":{"b":null},"seen":true}')
    t.equal(page:next(), nil)
    t.equal(page.emitted, 2)
    t.equal(page.last.id, 3)
    t.equal(page.last.seen, true)
    t.equal(table.concat(seen, " "), "1 2 3")
  end,
  ["the last record outlives the page"] = function(t)
    local page = counted('[{"id":1}]')
    page:next()
    page.places:close()
    t.equal(page.last.id, 1)
  end,
}
