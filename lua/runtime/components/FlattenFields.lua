local failure = require("runtime.failure")
local json = require("host.json")
local objects = require("runtime.values.objects")

local is_object, is_array = json.is_object, json.is_array

local MOST_DEPTH = 1000 -- a record in which a template has put the record itself has no end

local transformation = {}
transformation.__index = transformation

--- Depth first with a stack of values and of their names, so that the keys come out in reverse
--- order; a name is lengthened by its parent when it is taken at the moment it is pushed.
local function flatten(record, lists)
  local flat, values, names, depths, top = json.new_object(), { record }, { "_" }, { 0 }, 1
  local with_parent = false
  while top > 0 do
    local value, parent, depth = values[top], names[top], depths[top] + 1
    if depth > MOST_DEPTH then
      failure.raise({ class = "RecursionError", message = "maximum recursion depth exceeded" })
    end
    top = top - 1
    if is_object(value) then
      for key, member in pairs(value) do
        local is_taken = with_parent or flat[key] ~= nil
        top = top + 1
        values[top], depths[top] = member, depth
        names[top] = is_taken and parent .. "." .. key or key
      end
    elseif lists and is_array(value) then
      with_parent = with_parent or #value > 0
      for index = 1, #value do
        top = top + 1
        values[top], depths[top] = value[index], depth
        names[top] = ("%s.%d"):format(parent, index - 1)
      end
    else
      flat[parent] = value
    end
  end
  return flat
end

function transformation:transform(record)
  local flat = flatten(record, self.lists)
  objects.check(record, json.is_array(record) and "update" or "clear")
  json.replace(record, flat)
end

return {
  type = "FlattenFields",
  kind = "transformation",
  summary = "Brings nested fields of each record up to its top level.",
  fields = {
    {
      name = "flatten_lists",
      type = "boolean",
      default = true,
      doc = "Whether lists are taken apart too.",
    },
  },
  build = function(node)
    return setmetatable({ lists = node.flatten_lists ~= false }, transformation)
  end,
}
