--- The names that every template sees: the reference's macros and the template language's own.
local call = require("runtime.interpolation.call")

local globals = { values = {}, list = {} }

--- Adds the declarations of a module: a list of { name, signature, doc, run }.
local function add(module)
  for _, declared in ipairs(require("runtime.interpolation." .. module)) do
    globals.list[#globals.list + 1] = declared
    globals.values[declared.name] = call.callable(declared.name, declared.signature, declared.run)
  end
end

add("macros")
add("objects")

-- `self` gives the blocks of a template by name; there are none to give.
local reference_type = require("runtime.interpolation.values").new_type("TemplateReference")
function reference_type.python_repr()
  return "<TemplateReference None>"
end
globals.values.self = setmetatable({}, reference_type)

return globals
