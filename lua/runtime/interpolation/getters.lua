--- Attribute paths of filters ("owner.name", "tags.0") as functions of an item.
local access = require("runtime.interpolation.access")
local text = require("runtime.interpolation.text")
local values = require("runtime.interpolation.values")

local getters = {}

local function parts_of(attribute)
  if attribute == nil or attribute == values.None then
    return {}
  elseif type(attribute) ~= "string" then
    return { attribute }
  end
  local parts = {}
  for part in (attribute .. "."):gmatch("([^.]*)%.") do
    parts[#parts + 1] = part:find("^%d+$") and math.tointeger(tonumber(part)) or part
  end
  return parts
end

local function follow(item, parts, default)
  for _, part in ipairs(parts) do
    item = access.item(item, part)
    if default ~= nil and default ~= values.None and values.is_undefined(item) then
      item = default
    end
  end
  return item
end

--- @param attribute any path, index or None
--- @param postprocess fun(value)|nil applied to what was found
--- @param default any|nil in place of undefined
function getters.attribute(attribute, postprocess, default)
  local parts = parts_of(attribute)
  return function(item)
    local found = follow(item, parts, default)
    if postprocess then
      return postprocess(found)
    end
    return found
  end
end

--- The same for "a,b": a list of what was found.
function getters.attributes(attribute, postprocess)
  local gets = {}
  if type(attribute) == "string" then
    for one in (attribute .. ","):gmatch("([^,]*),") do
      gets[#gets + 1] = getters.attribute(one, postprocess)
    end
  else
    gets[1] = getters.attribute(attribute, postprocess)
  end
  return function(item)
    local found = {}
    for index, get in ipairs(gets) do
      found[index] = get(item)
    end
    return values.list(found)
  end
end

--- Text in lower case; other values as they are.
function getters.ignore_case(value)
  if type(value) == "string" then
    return text.lower(value)
  end
  return value
end

return getters
