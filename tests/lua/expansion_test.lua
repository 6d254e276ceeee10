--- Records that an expander takes out of others.
local build = require("runtime.manifest.build")
local json = require("host.json")
local slices = require("runtime.streams.slice")

local FIELDS = '{"type":"RecordSelector","extractor":{"type":"DpathExtractor","field_path":["d"],'
  .. '"record_expander":{"type":"RecordExpander","expand_records_from_field":["l"]}}%s}'

local function selector_of(more)
  local run = { messages = { log = function() end } }
  return build.new({ config = json.new_object(), run = run })
    :component(json.decode(FIELDS:format(more or "")))
end

local function select(body, more)
  return selector_of(more):select({ body = body, bytes = body, status = 200 }, slices.new())
end

local function all(batch)
  local list = {}
  for record in function() return batch:next() end do
    list[#list + 1] = json.encode(record)
  end
  return table.concat(list, " ")
end

local BODY = '{"d":[{"l":[{"a":1},{"a":2}],"x":9},{"l":[]},{"y":0},{"l":[{"a":3}]}],"next":"p"}'

return {
  ["one record is taken apart at a time"] = function(t)
    local selector = selector_of()
    local expander, asked = selector.extractor.expander, 0
    selector.extractor.expander = setmetatable({}, {
      __index = {
        expand = function(_, parent)
          asked = asked + 1
          return expander:expand(parent)
        end,
      },
    })
    local batch = selector:select({ body = BODY, bytes = BODY, status = 200 }, slices.new())
    t.equal(asked, 0)
    t.equal(batch:next().a, 1)
    t.equal(batch:next().a, 2)
    t.equal(asked, 1)
    t.equal(batch:next().a, 3)
    t.equal(asked, 4)
    t.equal(batch:next(), nil)
    t.equal(batch.extracted, 3)
    t.equal(batch.emitted, 3)
    t.equal(batch:last_record().a, 3)
    t.equal(batch.parents:body({ next = true }).next, "p")
  end,
  ["filters see what comes out"] = function(t)
    local filter = ',"record_filter":{"type":"RecordFilter","condition":"{{ record.a > 1 }}"}'
    local batch = select(BODY, filter)
    t.equal(all(batch), '{"a":2} {"a":3}')
    t.equal(batch.extracted, 3)
    t.equal(batch.emitted, 2)
  end,
  ["a page that has to be made values of gives the same"] = function(t)
    local wanted = '{"a":1} {"a":2} {"a":3}'
    t.equal(all(select(BODY)), wanted)
    t.equal(all(select((BODY:gsub('"d"', '"\\u0064"')))), wanted)
    t.equal(all(select('{"d":[1]}')), "1")
    t.equal(all(select("{}")), "")
    t.equal(all(select('{"d":[]}')), "")
    t.equal(all(select('{"d":{"l":[{"a":5}]}}')), '{"a":5}')
  end,
}
