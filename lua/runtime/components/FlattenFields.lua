local json = require("host.json")
local later = require("util.later")
local objects = later("runtime.values.objects")

local transformation = {}
transformation.__index = transformation

local function push_members(state, object, parent)
  for key, value in pairs(object) do
    local taken = state.flat[key] ~= nil or state.with_parent
    state.stack[#state.stack + 1] = { value, taken and parent .. "." .. key or key }
  end
end

local function push_elements(state, list, parent)
  for index, value in ipairs(list) do
    state.with_parent = true
    state.stack[#state.stack + 1] = { value, ("%s.%d"):format(parent, index - 1) }
  end
end

--- Depth first with a stack, so that the keys come out in reverse order; a name is lengthened by
--- its parent when it is taken at the moment it is pushed.
local function flatten(record, lists)
  local state = { flat = json.new_object(), stack = { { record, "_" } }, with_parent = false }
  while #state.stack > 0 do
    local value, name = table.unpack(table.remove(state.stack))
    if json.is_object(value) then
      push_members(state, value, name)
    elseif lists and json.is_array(value) then
      push_elements(state, value, name)
    else
      state.flat[name] = value
    end
  end
  return state.flat
end

function transformation:transform(record)
  objects.replace(record, flatten(record, self.lists))
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
