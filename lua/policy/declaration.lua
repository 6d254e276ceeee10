--- What the file of a policy must declare, checked when it is loaded.
local declaration = {}

local levels = { deny = "error", warn = "warning", info = "info" }

--- The severity of findings for a policy's `severity`.
declaration.levels = levels

local function text_problem(declared, name, required)
  local value = declared[name]
  if value == nil and not required then
    return nil
  elseif type(value) ~= "string" or value == "" then
    return ("needs a text '%s'"):format(name)
  end
  return nil
end

local function is_example(value)
  return type(value) == "table" and (type(value.manifest) == "string"
    or type(value.connector) == "string")
end

local function examples_problem(examples)
  if examples == nil then
    return nil
  elseif type(examples) ~= "table" then
    return "'examples' must be a table with 'good' and 'bad'"
  end
  for name, example in pairs(examples) do
    if name ~= "good" and name ~= "bad" or not is_example(example) then
      return "'examples' holds 'good' and 'bad', each with a 'manifest' or a 'connector'"
    end
  end
  return nil
end

local function problem_of(declared)
  if type(declared) ~= "table" or type(declared.check) ~= "function" then
    return "a policy must return a table with a function 'check'"
  end
  local problem = text_problem(declared, "id", true) or text_problem(declared, "summary", true)
    or text_problem(declared, "docs")
  if problem then
    return "a policy " .. problem
  elseif not declared.id:find("^%w[%w._-]*$") or #declared.id > 64 then
    return "the id of a policy is of letters, digits, '-', '_' and '.'"
  elseif not levels[declared.severity] then
    return ("severity must be deny, warn or info, not '%s'"):format(
      require("util.pure").text(declared.severity))
  end
  return examples_problem(declared.examples)
end

--- Check what a file returned.
---@param declared any
---@param entry table of policy.sources
---@return table|nil declared, string|nil message, string|nil code
function declaration.check(declared, entry)
  local problem = problem_of(declared)
  if problem then
    local line = require("util.text").return_line(entry.text)
    return nil, ("%s:%d: %s"):format(entry.shown, line, problem), "script"
  end
  return declared
end

return declaration
