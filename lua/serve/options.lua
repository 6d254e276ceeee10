--- What the commands of `revos serve` share: where to listen, which file, how long.
local fs = require("host.fs")

local options = {}

options.DATABASE = {
  name = "database",
  value = "FILE",
  doc = "a file, or postgres://... (default: the file of the project)",
}

--- The file that is meant.
---@param ctx table the context of a command
---@return string|nil path
---@return string|nil message
---@return string|nil code
---@return table|nil details
function options.database(ctx)
  if ctx.args.database then
    return ctx.args.database
  end
  local root = require("project.find").root()
  if not root then
    return nil, "there is no project here, so there is no database", "usage",
      { hint = "name one with --database FILE" }
  end
  local store = require("workspace.store")
  local ok, message, code = store.folder(root)
  if not ok then
    return nil, message, code
  end
  return store.path(root, "workspace.db")
end

--- The same, and it is an error when it is not there.
---@param ctx table the context of a command
---@return string|nil path, string|nil message, string|nil code, table|nil details
function options.existing(ctx)
  local path, message, code, details = options.database(ctx)
  if path and not path:find("^%w+://") and not fs.exists(path) then
    return nil, path .. ": there is no such database", "not_found"
  end
  return path, message, code, details
end

local UNITS = { s = 1, m = 60, h = 3600, d = 86400, w = 7 * 86400 }

--- "90d" in seconds.
---@param text string|nil
---@return integer|nil
---@return string|nil message
---@return string|nil code
function options.duration(text)
  if text == nil then
    return nil
  end
  local number, unit = text:match("^(%d+)([smhdw])$")
  local seconds = number and #number <= 9 and math.tointeger(tonumber(number)) * UNITS[unit]
  if not seconds or seconds == 0 then
    return nil, ("--expires: '%s' is no duration such as 90d, 12h or 30m"):format(text), "usage"
  end
  return seconds
end

--- "127.0.0.1:8001" or "[::1]:8001".
---@param text string
---@return {address:string, port:integer}|nil
---@return string|nil message
---@return string|nil code
function options.listen(text)
  local address, port = text:match("^%[([%x:.]+)%]:(%d+)$")
  if not address then
    address, port = text:match("^([^:%[%]]+):(%d+)$")
  end
  port = port and #port <= 5 and tonumber(port)
  if not port or port > 65535 then
    return nil, ("--listen: '%s' is no address with a port such as 127.0.0.1:8001"):format(text),
      "usage"
  end
  return { address = address == "localhost" and "127.0.0.1" or address, port = port }
end

--- Whether an address is one of this machine alone.
---@param address string
---@return boolean
function options.is_loopback(address)
  return address == "::1" or address:find("^127%.%d+%.%d+%.%d+$") ~= nil
end

--- Certificate and key, when they are given.
---@param args table of the context
---@return {certificate:string|nil, key:string|nil}|nil
---@return string|nil message
---@return string|nil code
function options.tls(args)
  if not args.tls_certificate and not args.tls_key then
    return {}
  elseif not args.tls_certificate or not args.tls_key then
    return nil, "--tls-certificate and --tls-key belong together", "usage"
  end
  local found = {}
  for field, path in pairs({ certificate = args.tls_certificate, key = args.tls_key }) do
    local text, message, code = fs.read(path, 1024 * 1024)
    if not text then
      return nil, message, code
    end
    found[field] = text
  end
  return found
end

return options
