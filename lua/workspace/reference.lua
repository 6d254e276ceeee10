--- Secrets in revos.yaml are references: ${env.NAME} or ${file.PATH}. The value is looked up
--- when it is needed and never written anywhere.
local fs = require("host.fs")
local process = require("host.process")

local reference = {}

--- The value a reference names.
---@param text string
---@param root string|nil folder that a relative path of ${file.…} starts from
---@return string|nil value
---@return string|nil message
---@return string|nil code
function reference.resolve(text, root)
  local kind, name = text:match("^%${(%w+)%.(.+)}$")
  if kind == "env" then
    local found = process.getenv(name)
    if not found or found == "" then
      return nil, ("the variable %s is not set"):format(name), "not_found"
    end
    return found
  elseif kind == "file" then
    local path = (name:sub(1, 1) == "/" or not root) and name or root .. "/" .. name
    local found, message, code = fs.read(path, 65536)
    if not found then
      return nil, message, code
    end
    return (found:gsub("%s+$", ""))
  end
  return nil, "revos.yaml: a secret must be a reference such as ${env.REVOS_TOKEN}", "invalid"
end

return reference
