--- The organisation that is meant outside a project: REVOS_ORG_ID, then the stored default.
local fs = require("host.fs")
local json = require("host.json")
local place = require("util.place")

local organisation = {}

local function path()
  local folder = place.config_home()
  return folder and folder .. "/organisation.json"
end

--- The stored default, or nil.
---@return string|nil
function organisation.stored()
  local file = path()
  local text = file and fs.read(file)
  local value = text and json.decode(text)
  return json.is_object(value) and type(value.orgId) == "string" and value.orgId or nil
end

--- Stores the default.
---@param id string
---@return boolean|nil ok
---@return string|nil message
---@return string|nil code
function organisation.store(id)
  local file = path()
  if not file then
    return nil, "HOME is not set, so there is no place for settings", "not_found"
  end
  local folder = file:match("^(.*)/")
  local ok, message, code = true, nil, nil
  if not fs.exists(folder) then
    ok, message, code = fs.mkdir(folder, { parents = true, mode = 448 }) -- 0700
  end
  if ok then
    ok, message, code = fs.write(file, json.encode(json.new_object({ { "orgId", id } })) .. "\n")
  end
  return ok, message, code
end

return organisation
