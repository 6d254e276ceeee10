--- Where the project is: the nearest folder upwards with a revos.yaml.
local fs = require("host.fs")

local find = {}

--- The project's folder, absolute, or nil.
---@param start string|nil the folder to begin in; the current one by default
---@return string|nil
function find.root(start)
  local folder = start or fs.current_directory()
  while folder do
    if fs.kind((folder == "/" and "" or folder) .. "/revos.yaml") then
      return folder
    end
    if folder == "/" or folder == "" then
      return nil
    end
    folder = folder:match("^(.*)/[^/]+$")
    folder = folder == "" and "/" or folder
  end
  return nil
end

return find
