--- Most of the time of a command that asks an API goes by until libcurl is open: that begins
--- before anything else is read.
---@param command string of the protocol
return function(command)
  if command == "check" or command == "read" then
    require("host.http").prepare(command == "check")
  end
end
