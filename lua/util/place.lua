--- Folders of the user and of the installation.
local fs = require("host.fs")
local process = require("host.process")

local place = {}

local function variable(name)
  local value = process.getenv(name)
  return value ~= "" and value or nil
end

--- The user's folder of revos; nil when there is no home either.
---@return string|nil
function place.config_home()
  local own = variable("REVOS_CONFIG_HOME")
  if own then
    return own
  end
  local xdg, home = variable("XDG_CONFIG_HOME"), variable("HOME")
  if xdg and xdg:sub(1, 1) == "/" then
    return xdg .. "/revos"
  end
  return home and home .. "/.config/revos"
end

--- The share folder of an installed revos, seen from the program; nil when the
--- program was not installed.
---@return string|nil
function place.share()
  local program = fs.read_link("/proc/self/exe")
  local folder = program and program:match("^(.*)/bin/[^/]*$")
  local share = folder and folder .. "/share/revos"
  return share and fs.kind(share) == "directory" and share or nil
end

--- The path of the running program.
---@return string
function place.program()
  return fs.realpath("/proc/self/exe") or "revos"
end

return place
