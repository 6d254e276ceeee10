--- Files that came with revos, as they were compiled when it was built: reading a text takes five
--- times as long.
local embedded = require("host.embedded")

--- @param name string inside the program, such as "scripts/lint.lua"
--- @param text string of the file where it was found
--- @param environment table|nil its globals; those of revos when absent
--- @return function|nil chunk nil when somebody has changed the file
return function(name, text, environment)
  return embedded.read(name) == text and embedded.load(name, environment) or nil
end
