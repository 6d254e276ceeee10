--- What an element of an expanded list takes from the record it was in (§14).
local dpath = require("runtime.values.dpath")
local failure = require("runtime.failure")
local json = require("host.json")

local parent_context = {}
parent_context.__index = parent_context

--- @param fields table merge (boolean), original (boolean), fields (list of ParentFieldPath
---   objects)
function parent_context.new(fields)
  fields.is_wanted = fields.merge or fields.original or #fields.fields > 0
  return setmetatable(fields, parent_context)
end

local function remove_lists(record, path)
  dpath.delete(record, path, function(value)
    return not json.is_array(value)
  end)
end

--- The parent without the lists that are expanded; nil when it is not merged.
function parent_context:base(parent, path)
  if not self.merge then
    return nil
  end
  local base = json.copy(parent)
  remove_lists(base, path)
  return base
end

local function copy_field(field, parent, child)
  local value = dpath.get(parent, field.parent_path)
  local ok, reason = pcall(dpath.new, child, field.record_path, json.copy(value or json.null))
  if not ok then
    local values = require("runtime.interpolation.values")
    local path = values.repr(json.new_array(field.record_path))
    local message = ("Cannot write parent field to `record_path` %s: the expanded item already "
      .. "holds a non-object value on that path."):format(path)
    failure.raise({
      type = "config_error",
      message = message,
      internal = ("%s %s(%s)"):format(
        message,
        reason.class or "Exception",
        values.repr(tostring(reason.message or reason))
      ),
    })
  end
end

local function merged(base, item)
  local child = json.copy(base)
  for key, value in pairs(item) do
    child[key] = value
  end
  return child
end

--- The element with what it takes from its parent: the merged parent below its own members, then
--- single fields over them, then the whole parent.
function parent_context:apply(parent, item, base)
  if not self.is_wanted then
    return item
  elseif not json.is_object(item) then
    item = json.new_object({ { "value", item } })
  end
  local child = base and merged(base, item) or json.clone(item)
  for _, field in ipairs(self.fields) do
    copy_field(field, parent, child)
  end
  if self.original then
    child.original_record = json.copy(parent)
  end
  return child
end

return parent_context
