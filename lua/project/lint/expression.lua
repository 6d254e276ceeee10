--- One expression, looked at without a context.
local interpolation = require("runtime.interpolation")

local expression = {}

--- Why it does not parse, or the set of names that it reads.
---@param text string
---@return table verdict { problem } or { variables = { name = true } }
function expression.examine(text)
  local template, problem = interpolation.compile(text)
  if not template then
    return { problem = tostring(problem) }
  end
  local variables = {}
  for key, value in pairs(template:variables()) do
    variables[type(key) == "string" and key or value] = true
  end
  return { variables = variables }
end

return expression
