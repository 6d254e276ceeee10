--- The filters of templates (`value | name`): one list, made of the files of this folder.
local call = require("runtime.interpolation.call")
local errors = require("runtime.interpolation.errors")
local values = require("runtime.interpolation.values")

local filters = {}
local list, by_name = {}, {}

-- The files, those that are used most first, and how many have been read: the others may not be
-- needed.
local modules = { "text", "sequences", "numbers", "selection", "reference", "sorting", "layout" }
local read = 0

-- Each file returns a list of { name, signature, doc, run, aliases... }.
local function read_next()
  read = read + 1
  for _, entry in ipairs(require("runtime.interpolation.filters." .. modules[read])) do
    local name, signature, doc, run = table.unpack(entry)
    local filter = { name = name, signature = signature, doc = doc,
      run = call.method(name, signature, run) }
    list[#list + 1] = filter
    by_name[name] = filter
    for _, alias in ipairs(entry.aliases or {}) do
      by_name[alias] = filter
    end
  end
end

local function read_all()
  while modules[read + 1] do
    read_next()
  end
end

--- The filter of a name, or nil.
function filters.find(name)
  while not by_name[name] and modules[read + 1] do
    read_next()
  end
  return by_name[name]
end

--- All filters: a list of { name, signature, doc, run }.
function filters.all()
  read_all()
  return list
end

--- Every name of a filter, aliases too, sorted.
function filters.names()
  read_all()
  local names = {}
  for name in pairs(by_name) do
    names[#names + 1] = name
  end
  table.sort(names)
  return names
end

--- Applies a filter by name, as map does.
function filters.apply(name, value, args, kwargs)
  local filter = type(name) == "string" and filters.find(name)
  if not filter then
    errors.raise("TemplateRuntimeError", "No filter named %s.", values.repr(name))
  end
  return filter.run(value, args, kwargs)
end

return filters
