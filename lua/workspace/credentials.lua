--- The tokens of `auth login`: ~/.revos/credentials.json, for nobody else to read, one entry an
--- API address.
local fs = require("host.fs")
local json = require("host.json")
local process = require("host.process")
local addresses = require("util.address")
local time = require("util.time")

local credentials = {}

local function path()
  local home = process.getenv("HOME")
  if not home or home == "" then
    return nil, "HOME is not set, so there is no place for credentials", "not_found"
  end
  return home .. "/.revos/credentials.json"
end

local function key(address)
  return (address:gsub("/+$", ""))
end

--- Everything that is stored; an empty object when nothing is.
---@return table|nil
---@return string|nil message
---@return string|nil code
---@return table|nil details
function credentials.load()
  local file, message, code = path()
  if not file then
    return nil, message, code
  elseif not fs.exists(file) then
    return json.new_object()
  end
  local stat = fs.stat(file)
  if stat and stat.mode & 63 ~= 0 then
    return nil, file .. ": others can read it", "denied",
      { status = 2, hint = "chmod 600 " .. file }
  end
  return require("util.json_file").object(file, nil, "what is stored")
end

local function save(stored)
  local file, message, code = path()
  if not file then
    return nil, message, code
  end
  local folder = file:match("^(.*)/")
  local ok = true
  if not fs.exists(folder) then
    ok, message, code = fs.mkdir(folder, { mode = 448, parents = true }) -- 0700
  end
  if ok then
    ok, message, code = fs.write(file, json.encode(stored, { indent = 2 }) .. "\n",
      { mode = 384 }) -- 0600
  end
  return ok, message, code
end

--- The entry of an address: {token, storedAt}.
---@param address string
---@return table|nil
function credentials.entry(address)
  local stored = credentials.load()
  local entry = stored and stored[key(address)]
  return json.is_object(entry) and entry or nil
end

--- The token for an address, or nil.
---@param address string
---@return string|nil
function credentials.token(address)
  local entry = credentials.entry(address)
  return entry and type(entry.token) == "string" and entry.token or nil
end

--- Stores a token for an address.
---@param address string
---@param token string
---@return boolean|nil ok
---@return string|nil message
---@return string|nil code
---@return table|nil details
function credentials.store(address, token)
  local stored, message, code, details = credentials.load()
  if not stored then
    return nil, message, code, details
  end
  stored[key(address)] = json.new_object({ { "token", token }, { "storedAt", time.rfc3339() } })
  return save(stored)
end

--- Forgets the token for an address; true when there was one, false when not.
---@param address string
---@return boolean|nil had
---@return string|nil message
---@return string|nil code
---@return table|nil details
function credentials.forget(address)
  local stored, message, code, details = credentials.load()
  if not stored then
    return nil, message, code, details
  elseif stored[key(address)] == nil then
    return false
  end
  json.remove(stored, key(address))
  local ok
  ok, message, code = save(stored)
  return ok, message, code
end

-- The address of the chosen workspace, or of the first one that has one.
local function declared_url(project)
  local names = { project.workspace, table.unpack(project.workspace_names) }
  for _, name in ipairs(names) do
    local declaration = project.workspaces[name]
    if declaration.driver == "http" and type(declaration.url) == "string" then
      return declaration.url
    end
  end
  return nil
end

--- The API address that a command means: REVOS_API_URL, or the chosen workspace's.
---@param ctx table
---@return string|nil address
---@return string|nil message
---@return string|nil code
---@return table|nil details
function credentials.address(ctx)
  local given = process.getenv("REVOS_API_URL")
  if given and given ~= "" then
    if not given:find("^https?://[^/]") then
      return nil, ("REVOS_API_URL: '%s' is no address of http or https"):format(given), "usage"
    end
    return key(given)
  end
  local project = ctx:find_project()
  local hint = { hint = "set REVOS_API_URL, or declare an http workspace in revos.yaml" }
  if not project then
    return nil, "no API address is known", "usage", hint
  end
  local url = declared_url(project)
  if not url then
    return nil, "revos.yaml: there is no http workspace", "usage", hint
  end
  local wrong = addresses.problem(url)
  if wrong then
    return nil, ("revos.yaml: %s: %s"):format(addresses.shown(url), wrong), "invalid"
  end
  return key(url)
end

return credentials
