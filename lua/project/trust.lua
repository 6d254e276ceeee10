--- Consent to a project's command scripts, and to the aliases and hooks of its revos.yaml: a path
--- and the hash of what is there, kept for each user.
local fs = require("host.fs")
local place = require("util.place")

local trust = {}

local function add_files(folder, prefix, list)
  local names = fs.list(folder) or {}
  table.sort(names)
  for _, name in ipairs(names) do
    local path = folder .. "/" .. name
    if fs.kind(path) == "directory" then
      add_files(path, prefix .. name .. "/", list)
    else
      local text = fs.read(path) or ""
      list[#list + 1] = ("%s\0%d\0%s"):format(prefix .. name, #text, text)
    end
  end
end

--- The hash of all files below `folder`, names included.
---@param folder string
---@return string
function trust.fingerprint(folder)
  local list = {}
  add_files(folder, "", list)
  return require("host.hash").sha256(table.concat(list, "\0"))
end

local function store_path()
  local home = place.config_home()
  return home and home .. "/trust.json"
end

--- All consents: an object of folder -> hash.
---@return table|nil, string|nil message, string|nil code
function trust.load()
  local json = require("host.json")
  local path = store_path()
  local text = path and fs.kind(path) and fs.read(path)
  if not text then
    return json.new_object()
  end
  local store, message = json.decode(text)
  if not json.is_object(store) then
    return nil, ("%s:%s"):format(path, message or " not a JSON object"), "syntax"
  end
  return store
end

local function save(store)
  local path = store_path()
  if not path then
    return nil, "no folder for the consent: HOME is not set", "not_found"
  end
  return require("util.files").put(path, require("host.json").encode(store, { indent = 2 }) .. "\n",
    { mode = tonumber("600", 8) })
end

--- Whether the user has consented to the scripts in `folder` as they are now.
---@param folder string absolute path of a project's scripts
---@return boolean
function trust.is_trusted(folder)
  local store = trust.load()
  local real = fs.realpath(folder) or folder
  local recorded = store and store[real]
  return recorded ~= nil and recorded == trust.fingerprint(real)
end

--- Record consent: a hash under a path.
---@param path string
---@param hash string
---@return true|nil, string|nil message, string|nil code
function trust.record(path, hash)
  local store, message, code = trust.load()
  if not store then
    return nil, message, code
  end
  store[path] = hash
  return save(store)
end

--- Record consent to what is in `folder` now.
---@param folder string
---@return true|nil ok, string|nil message, string|nil code
function trust.grant(folder)
  return trust.record(folder, trust.fingerprint(folder))
end

--- Forget a consent. Returns true when there was one, false when not.
---@param folder string
---@return boolean|nil had, string|nil message, string|nil code
function trust.revoke(folder)
  local store, message, code = trust.load()
  if not store then
    return nil, message, code
  end
  if store[folder] == nil then
    return false
  end
  require("host.json").remove(store, folder)
  local ok, problem, kind = save(store)
  if not ok then
    return nil, problem, kind
  end
  return true
end

return trust
