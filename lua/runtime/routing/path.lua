--- Values inside a record by a path of segments.
local failure = require("runtime.failure")
local json = require("host.json")

local path = {}

--- The segments of a text: "a/b" is a and b.
function path.split(text)
  local segments = {}
  for segment in text:gmatch("[^/]+") do
    segments[#segments + 1] = segment
  end
  return segments
end

local function member(value, segment)
  if json.is_array(value) then
    local index = math.tointeger(tonumber(segment))
    if index and index < 0 then
      index = #value + index
    end
    return index and value[index + 1]
  elseif json.is_object(value) then
    return value[segment]
  end
end

local function only_child(value)
  local found, count = nil, 0
  if json.is_object(value) or json.is_array(value) then
    for _, child in pairs(value) do
      found, count = child, count + 1
    end
  end
  if count > 1 then
    failure.value_error("dpath.get() globs must match only one leaf")
  end
  return found
end

--- @param segments table list of texts; "*" stands for any member, of which there may be only one
--- @return any value, nil when the path leads nowhere
function path.get(record, segments)
  local value = record
  for _, segment in ipairs(segments) do
    if segment == "*" then
      value = only_child(value)
    else
      value = member(value, segment)
    end
    if value == nil then
      return nil
    end
  end
  return value
end

return path
