--- The key that secret fields of configurations are sealed with. It lies outside of every
--- workspace: a copy of the database alone opens nothing. REVOS_SECRET_KEY names it (a reference,
--- or the key itself), else it is a file of the user's, made when it is first needed.
local fs = require("host.fs")
local hash = require("host.hash")
local place = require("util.place")
local process = require("host.process")
local reference = require("workspace.reference")

local secret_key = {}

local BYTES = 32

-- The key that a text spells: base64, or hexadecimal digits.
local function decoded(text, where)
  text = text:match("^%s*(.-)%s*$")
  local key
  if text:find("^%x+$") and #text == 2 * BYTES then
    key = text:gsub("%x%x", function(digits)
      return string.char(tonumber(digits, 16))
    end)
  else
    key = hash.base64_decode(text)
  end
  if not key or #key ~= BYTES then
    return nil, where .. ": is no key: 32 bytes in base64 or hexadecimal digits", "invalid"
  end
  return key
end

local function from_variable(text)
  if not text:find("^%${") then
    return decoded(text, "REVOS_SECRET_KEY")
  end
  local found, message, code = reference.resolve(text)
  if not found then
    return nil, "REVOS_SECRET_KEY: " .. message, code
  end
  return decoded(found, "REVOS_SECRET_KEY")
end

local function file()
  local folder = place.config_home()
  if not folder then
    return nil, "HOME is not set, so there is no place for the key of secrets", "not_found",
      { hint = "set REVOS_SECRET_KEY" }
  end
  return folder .. "/secret.key", folder
end

local function read(path)
  local stat = fs.stat(path)
  if stat and stat.mode & 63 ~= 0 then
    return nil, path .. ": others can read it", "denied", { status = 2,
      hint = "chmod 600 " .. path }
  end
  local text, message, code = fs.read(path, 4096)
  if not text then
    return nil, message, code
  end
  return decoded(text, path)
end

local function make(path, folder)
  local ok, message, code = true, nil, nil
  if not fs.exists(folder) then
    ok, message, code = fs.mkdir(folder, { parents = true, mode = 448 }) -- 0700
  end
  local key = ok and hash.random(BYTES)
  if key then
    ok, message, code = fs.write(path, hash.base64_encode(key) .. "\n",
      { mode = 384, exclusive = true }) -- 0600
  end
  if not ok and code ~= "exists" then
    return nil, message, code
  end
  return read(path) -- another process may have been first
end

--- The key.
---@param make_it boolean|nil make the file when there is none
---@return string|nil key 32 bytes
---@return string|nil message
---@return string|nil code
---@return table|nil details
function secret_key.load(make_it)
  local variable = process.getenv("REVOS_SECRET_KEY")
  if variable and variable ~= "" then
    return from_variable(variable)
  end
  local path, folder, code, details = file()
  if not path then
    return nil, folder, code, details
  elseif fs.exists(path) then
    return read(path)
  elseif make_it then
    return make(path, folder)
  end
  return nil, path .. ": the key of secrets is not there", "not_found",
    { hint = "bring the file along, or set REVOS_SECRET_KEY" }
end

--- What tells one key from another without giving it away.
---@param key string
---@return string
function secret_key.id(key)
  return hash.sha256("revos secret key " .. key):sub(1, 16)
end

return secret_key
