--- Checks of the user's own files: configuration folder, credentials, consents.
local fs = require("host.fs")
local place = require("util.place")
local process = require("host.process")

local function check_config_home(add)
  local home = place.config_home()
  if not home then
    return add("failed", "configuration", "HOME is not set, so there is no place for it")
  end
  local kind = fs.kind(home)
  if kind and kind ~= "directory" then
    return add("failed", "configuration", home .. " is no folder")
  end
  add("ok", "configuration", home .. (kind and "" or " (not there yet)"))
end

local function check_credentials(add)
  local home = process.getenv("HOME")
  local file = home and home .. "/.revos/credentials.json"
  if not file or not fs.kind(file) then
    return add("ok", "credentials", "none are stored")
  end
  local stored, message, _, details = require("workspace.credentials").load()
  if not stored then
    return add("failed", "credentials", message, details and details.hint)
  end
  add("ok", "credentials", ("%s, mode 0600, %s"):format(file,
    require("util.text").count(require("host.json").size(stored), "entry", "entries")))
end

local function check_trust(add)
  local store, message = require("project.trust").load()
  if not store then
    return add("failed", "trust", message)
  end
  add("ok", "trust", require("util.text").count(require("host.json").size(store), "consent"))
end

return function(_, add)
  check_config_home(add)
  check_credentials(add)
  check_trust(add)
end
