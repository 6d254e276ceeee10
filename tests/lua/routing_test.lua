local ahead = require("runtime.routing.ahead")
local json = require("host.json")
local parent_state = require("runtime.routing.parent_state")
local product = require("runtime.routing.product")
local slice_of = require("runtime.streams.slice")

local function router(field, ...)
  local values = { ... }
  return {
    slices = function()
      local index = 0
      return function()
        index = index + 1
        local value = values[index]
        return value and slice_of.new({ partition = json.new_object({ { field, value } }) })
      end
    end,
    request_options = function(_, slice)
      return { params = json.new_object({ { "p", slice.partition[field] } }) }
    end,
  }
end

local function partitions(made)
  local parts = {}
  for slice in made:slices() do
    parts[#parts + 1] = json.encode(slice.partition)
  end
  return table.concat(parts, " ")
end

local told = {}

local function state(text, name, field)
  local found = parent_state.of(text and json.decode(text), name, function()
    return field
  end, function(_, message)
    told[#told + 1] = message
  end)
  return found and json.encode(found)
end

return {
  ["the last router of a product is the fastest, the first one's values count"] = function(t)
    local made = product.new({ router("a", 1, 2), router("b", "x", "y") })
    t.equal(
      partitions(made),
      '{"b":"x","a":1} {"b":"y","a":1} {"b":"x","a":2} {"b":"y","a":2}'
    )
    t.equal(partitions(product.new({ router("a", 1), router("a", 2) })), '{"a":1}')
    t.equal(made:request_options(made:slices()()).params.p, 1)
  end,
  ["a product with an empty router is empty"] = function(t)
    t.equal(partitions(product.new({ router("a", 1), router("b") })), "")
  end,
  ["the last value of an iterator is known as such"] = function(t)
    local index = 0
    local step = ahead(function()
      index = index + 1
      return index <= 2 and index or nil
    end)
    t.equal(table.concat({ tostring(step()), tostring(select(2, step())) }, " "), "1 true")
    local value, is_last = ahead(function() end)()
    t.equal(value, nil)
    t.equal(is_last, true)
  end,
  ["a parent's state comes from the child's"] = function(t)
    local whole = '{"parent_state":{"p":{"u":"1"}},"state":{"u":"2"}}'
    t.equal(state(whole, "p"), '{"u":"1"}')
    t.equal(#told, 0)
    t.equal(state(whole, "q"), '{"u":"2"}')
    t.match(told[1], "On parents available are %['p'%]")
    t.equal(state('{"u":"3"}', "p", "v"), '{"v":"3"}')
    t.match(told[2], "there are not parent state")
    t.equal(t.raises(state, '{"u":"3"}', "p").class, "AttributeError")
    t.equal(state('{"__ab_no_cursor_state_message":true}', "p", "v"), nil)
    t.equal(state(nil, "p", "v"), nil)
  end,
}
