--- Secrets in revos.yaml are references: ${env.NAME}, ${file.PATH}, or ${exec.PROGRAM ARGUMENT…},
--- a command whose output is the secret and that runs only with the user's consent. The value is
--- looked up when it is needed and never written anywhere.
local fs = require("host.fs")
local process = require("host.process")

local reference = {}

local TIMEOUT = 30 -- seconds

-- What a command prints. There is no shell: words are parted by blanks.
local function from_command(text, root)
  local extensions = require("project.extensions")
  local own = extensions.load(root)
  if not own or not extensions.are_trusted(own) then
    return nil, "the command of a secret runs only with your consent; 'revos trust' gives it",
      "denied"
  end
  local argv = {}
  for word in text:gmatch("%S+") do
    argv[#argv + 1] = word
  end
  local result, message, code = process.run({ argv = argv, directory = root, timeout = TIMEOUT,
    max_output = 65536 })
  if not result then
    return nil, message, code
  elseif result.status ~= 0 then
    return nil, ("the command %s ended with status %d"):format(argv[1], result.status), "io"
  end
  local found = result.stdout:gsub("%s+$", "")
  if found == "" then
    return nil, ("the command %s printed nothing"):format(argv[1]), "not_found"
  end
  return found
end

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
  elseif kind == "exec" then
    return from_command(name, root)
  end
  return nil, "revos.yaml: a secret must be a reference such as ${env.REVOS_TOKEN}", "invalid"
end

return reference
