--- The filters of templates (`value | name`): one list, made of the files of this folder.
local call = require("runtime.interpolation.call")
local errors = require("runtime.interpolation.errors")
local values = require("runtime.interpolation.values")

local filters = { list = {} }
local by_name = {}

-- Each file returns a list of { name, signature, doc, run, aliases... }.
local function add(module)
  for _, entry in ipairs(require("runtime.interpolation.filters." .. module)) do
    local name, signature, doc, run = table.unpack(entry)
    local filter = { name = name, signature = signature, doc = doc,
      run = call.method(name, signature, run) }
    filters.list[#filters.list + 1] = filter
    by_name[name] = filter
    for _, alias in ipairs(entry.aliases or {}) do
      by_name[alias] = filter
    end
  end
end

add("text")
add("layout")
add("numbers")
add("sequences")
add("selection")
add("sorting")
add("reference")

--- The filter of a name, or nil.
function filters.find(name)
  return by_name[name]
end

--- Every name of a filter, aliases too, sorted.
function filters.names()
  local names = {}
  for name in pairs(by_name) do
    names[#names + 1] = name
  end
  table.sort(names)
  return names
end

--- Applies a filter by name, as map does.
function filters.apply(name, value, args, kwargs)
  local filter = type(name) == "string" and by_name[name]
  if not filter then
    errors.raise("TemplateRuntimeError", "No filter named %s.", values.repr(name))
  end
  return filter.run(value, args, kwargs)
end

return filters
