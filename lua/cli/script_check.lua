--- Scripts of a project that can never answer: their name is no command's, or one that nothing
--- replaces.
local fs = require("host.fs")

local script_check = {}

local function reason(name)
  local scripts = require("cli.scripts")
  local words = name:gsub("/", " ")
  if scripts.is_fixed(name) then
    return ("'%s' cannot be replaced, so this script never answers"):format(words)
  elseif name:find("^policies/") then
    return "the words behind 'policies' are no commands: a project's policies lie in policies/"
  elseif name:find("[^%w_/-]") then
    return "the words of a command are letters, digits, '-' and '_', so this script never answers"
  end
  return nil
end

--- Findings about the scripts of a project, trusted or not.
---@param root string the project's folder
---@return table[]
function script_check.run(root)
  local findings, folder = {}, root .. "/scripts"
  if fs.kind(folder) ~= "directory" then
    return findings
  end
  for _, name in ipairs(require("cli.scripts").names_in(folder)) do
    local message = reason(name)
    if message then
      findings[#findings + 1] = { rule = "script", severity = "warning",
        file = ("scripts/%s.lua"):format(name), line = 1, column = 1, message = message }
    end
  end
  return findings
end

return script_check
