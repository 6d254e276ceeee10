--- Files whose folders may be missing.
local fs = require("host.fs")

local files = {}

--- Makes the folders above a path.
---@param path string with a slash in it
---@return true|nil ok, string|nil message, string|nil code
function files.make_parents(path)
  local ok, message, code = fs.mkdir(path:match("^(.*)/"), { parents = true })
  if not ok and code ~= "exists" then
    return nil, message, code
  end
  return true
end

--- Writes a file and what folders it needs.
---@param path string with a slash in it
---@param text string
---@param options table|nil of fs.write
---@return true|nil ok, string|nil message, string|nil code
function files.put(path, text, options)
  local ok, message, code = files.make_parents(path)
  if not ok then
    return nil, message, code
  end
  return fs.write(path, text, options)
end

return files
