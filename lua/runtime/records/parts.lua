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
  parts.reads[name] = parts.reads[name] or not replaced or nil
  return true
end

local function list_of(set)
  local list = {}
  for name in pairs(set) do
    list[#list + 1] = name
  end
  table.sort(list)
  return list
end

--- @param components table list of the filter and transformations
--- @param field string|nil the cursor's field
--- @return table|nil { names = list to make values of, changed = list to write anew }; nil when all
---   of the record may be needed
function record_parts.of(components, field)
  local parts = { reads = {}, changes = {} }
  for _, component in ipairs(components) do
    if not component.mentions or not component:mentions(parts) then
      return nil
    end
  end
  if field then
    parts.reads[field] = true
  end
  local names, changed = list_of(parts.reads), list_of(parts.changes)
  if #names > MOST or #changed > MOST then
    return nil
  end
  return { names = names, changed = changed }
end

return record_parts
