--- Request options of partition routers.
local failure = require("runtime.failure")
local json = require("host.json")

local options = {}

--- Whether Python takes a value for true: what routers put into requests.
local function is_true(value)
  if value == nil or value == json.null or value == false or value == "" or value == 0 then
    return false
  end
  return not ((json.is_object(value) and json.size(value) == 0)
    or (json.is_array(value) and #value == 0))
end

--- Puts a partition's value into a bag of request options, unless it is empty.
--- @param option table|nil object of a RequestOption
function options.add(bag, option, slice, field)
  local value = slice.partition[field]
  if value == nil then
    value = slice.cursor[field]
  end
  if option and is_true(value) then
    option:inject(bag, value)
  end
end

--- Puts the options of another bag over those of a bag.
function options.put(bag, other)
  for part, values in pairs(other) do
    if bag[part] == nil then
      bag[part] = json.new_object()
    end
    for key, value in pairs(values) do
      bag[part][key] = value
    end
  end
end

local function has_option(router)
  if router.option then
    return true
  end
  for _, parent in ipairs(router.parents or {}) do
    if parent.option then
      return true
    end
  end
  return false
end

--- Raises when a router that is put into another has request options, which would be lost.
function options.refuse(router, outer)
  if (router.is_list or router.is_substream) and has_option(router) then
    failure.value_error(("Request options are not supported for %s."):format(outer))
  end
end

return options
