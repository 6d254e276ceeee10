--- The command line: arguments in, exit status out.
local fs = require("host.fs")

---@param arguments string[] as the process got them; [0] is the program's name
---@return integer status
return function(arguments)
  fs.print("revos: " .. table.concat(arguments, " ") .. "\n")
  return 0
end
