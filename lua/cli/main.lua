--- The command line: arguments in, exit status out.
local term = require("host.term")

---@param arguments string[] as the process got them; [0] is the program's name
---@return integer status
return function(arguments)
  term.write("revos: " .. table.concat(arguments, " ") .. "\n")
  return 0
end
