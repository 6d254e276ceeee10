--- Which members of a record a stream's filter and transformations look into or change. Where that
--- can be told, only those are made values of; the others leave as they came.
---
--- A filter or transformation takes part when it has a method mentions(parts): it adds to the sets
--- parts.reads and parts.changes, and gives false when it cannot be told.
local members = require("runtime.interpolation.members")

local record_parts = {}

local MOST = 60

--- Adds what a template reads of the record. @return boolean whether it can be told
function record_parts.read(parts, text)
  return members(text, "record", parts.reads)
end

--- Adds a member that is changed; what is in it stays unless the member is `replaced`.
--- @return boolean whether the name stands for one member
function record_parts.change(parts, name, replaced)
  if type(name) ~= "string" or name == "" or name:find("[*?%[]") then
    return false
  end
  parts.changes[name] = true
  parts.order[#parts.order + 1] = name
  parts.reads[name] = parts.reads[name] or not replaced or nil
  return true
end

local function sorted(set)
  local list = {}
  for name in pairs(set) do
    list[#list + 1] = name
  end
  table.sort(list)
  return list
end

--- Adds names that are not there yet.
local function append(names, places, list)
  for _, name in ipairs(list) do
    if not places[name] then
      names[#names + 1] = name
      places[name] = #names
    end
  end
end

local function mention(parts, component)
  return component.mentions ~= nil and component:mentions(parts)
end

local function places_of(places, set)
  local list = {}
  for name in pairs(set) do
    list[#list + 1] = places[name]
  end
  return list
end

--- @param components table { filter = component or nil, transformations = list }
--- @param field string|nil the cursor's field
--- @return table|nil nil when all of the record may be needed; else
---   names: the members; the first `early` are all that the filter reads, the first `read` all that
---   anything reads; changes: the places of those that are changed, new ones in the order in which
---   they are added
function record_parts.of(components, field)
  local parts = { reads = {}, changes = {}, order = {} }
  local names, places = {}, {}
  if components.filter and not mention(parts, components.filter) then
    return nil
  end
  append(names, places, sorted(parts.reads))
  local early = #names
  for _, transformation in ipairs(components.transformations) do
    if not mention(parts, transformation) then
      return nil
    end
  end
  if field then
    parts.reads[field] = true
  end
  append(names, places, sorted(parts.reads))
  local read = #names
  append(names, places, parts.order)
  if #names > MOST then
    return nil
  end
  return { names = names, early = early, read = read, changes = places_of(places, parts.changes) }
end

return record_parts
