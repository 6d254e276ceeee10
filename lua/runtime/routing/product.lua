--- Several partition routers at once: every combination, those of the last router fastest.
local json = require("host.json")
local options = require("runtime.routing.options")
local slice_of = require("runtime.streams.slice")

local product = {}
product.__index = product

local NO_PARENT_STATE = "Parent state handling is not supported for CartesianProductStreamSlicer."

local function has_substream(routers)
  for _, router in ipairs(routers) do
    if router.is_substream or (router.routers and has_substream(router.routers)) then
      return true
    end
  end
  return false
end

--- @param routers table list of partition routers
function product.new(routers, build)
  if has_substream(routers) then
    build.run.messages:log("WARN", NO_PARENT_STATE)
  end
  return setmetatable({ routers = routers }, product)
end

local function all_slices(router)
  local list = {}
  for slice in router:slices() do
    list[#list + 1] = slice
  end
  return list
end

local function put(target, source)
  for key, value in pairs(source) do
    target[key] = value
  end
end

-- Names of the last router come first, as in the reference; of the same name the first router's
-- value counts.
local function combine(lists, places)
  local parts = { partition = json.new_object(), extra = json.new_object() }
  for index = #lists, 1, -1 do
    local slice = lists[index][places[index]]
    put(parts.partition, slice.partition)
    put(parts.extra, slice.extra)
  end
  return slice_of.new(parts)
end

local function first_places(lists)
  local places = {}
  for index, list in ipairs(lists) do
    if #list == 0 then
      return nil
    end
    places[index] = 1
  end
  return places
end

-- Counts up like the digits of a number. @return table|nil places, nil after the last combination
local function next_places(lists, places)
  for index = #lists, 1, -1 do
    if places[index] < #lists[index] then
      places[index] = places[index] + 1
      return places
    end
    places[index] = 1
  end
end

--- All routers are read before the first combination is given out.
function product:slices()
  local lists, places
  return function()
    if not lists then
      lists = {}
      for index, router in ipairs(self.routers) do
        lists[index] = all_slices(router)
      end
      places = first_places(lists)
    else
      places = places and next_places(lists, places)
    end
    return places and combine(lists, places)
  end
end

--- The order is that of the partitions: the last router's first, the first router's values count.
function product:request_options(slice)
  local bag = {}
  for index = #self.routers, 1, -1 do
    options.put(bag, self.routers[index]:request_options(slice) or {})
  end
  return bag
end

return product
