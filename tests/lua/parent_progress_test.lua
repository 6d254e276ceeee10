local json = require("host.json")
local parent_progress = require("runtime.cursor.parent_progress")

local function state(value)
  return json.new_object({ { "p", value } })
end

local function text(value)
  return value and json.encode(value)
end

return {
  ["a parent state holds when all partitions up to it are read"] = function(t)
    local progress = parent_progress.new()
    t.equal(progress:begin(state(1)), 0)
    t.equal(progress:begin(state(2)), 1)
    progress:done(1)
    t.equal(progress:advance(), nil)
    progress:done(0)
    t.equal(text(progress:advance()), '{"p":2}')
  end,
  ["an equal state is noted once, with its first partition"] = function(t)
    local progress = parent_progress.new()
    progress:begin(state(1))
    progress:begin(state(1))
    progress:done(0)
    t.equal(text(progress:advance()), '{"p":1}')
    progress:done(1)
    t.equal(progress:advance(), nil)
  end,
  ["a router without parents has no state"] = function(t)
    local progress = parent_progress.new()
    progress:begin(nil)
    progress:done(0)
    t.equal(progress:advance(), nil)
  end,
}
