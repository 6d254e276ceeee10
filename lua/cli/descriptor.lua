--- What a command script must declare: checked when it is loaded, so that a
--- mistake is told with its file and field.
local descriptor = {}

local types = {
  boolean = true,
  count = true,
  directory = true,
  file = true,
  integer = true,
  number = true,
  string = true,
}

local function is_texts(list)
  for _, text in ipairs(type(list) == "table" and list or { false }) do
    if type(text) ~= "string" then
      return false
    end
  end
  return true
end

-- Replaces where there is something to replace: most names are right as they stand.
local function with(text, from, to)
  return text:find(from, 1, true) and text:gsub(from, to) or text
end

local function check_entry(entry, where)
  if type(entry) ~= "table" or type(entry.name) ~= "string" then
    return nil, where .. ": an entry needs a 'name'"
  end
  entry.name = with(entry.name:match("^%-*(.*)"), "_", "-")
  if not entry.name:find("^%w[%w-]*$") then
    return nil, ("%s: '%s' is not a name"):format(where, entry.name)
  end
  entry.type = entry.type == "flag" and "boolean" or entry.type or "string"
  if not types[entry.type] then
    return nil,
      ("%s: '%s' has the unknown type '%s'"):format(where, entry.name, tostring(entry.type))
  end
  if entry.choices ~= nil and not is_texts(entry.choices) then
    return nil, ("%s: 'choices' of '%s' must be a list of texts"):format(where, entry.name)
  end
  entry.key = with(entry.name, "-", "_")
  return true
end

-- `taken` are the keys of ctx.args that entries have so far.
local function check_list(command, field, file, taken)
  local list = command[field] or {}
  if type(list) ~= "table" then
    return nil, ("%s: '%s' must be a list"):format(file, field)
  end
  command[field] = list
  for index, entry in ipairs(list) do
    local where = ("%s: %s[%d]"):format(file, field, index)
    local ok, message = check_entry(entry, where)
    if not ok then
      return nil, message
    elseif taken[entry.key] then
      return nil, ("%s: '%s' is declared twice"):format(where, entry.name)
    elseif field == "arguments" and entry.many and index < #list then
      return nil, ("%s: only the last argument may be 'many', '%s' is not"):format(where,
        entry.name)
    end
    taken[entry.key] = true
  end
  return true
end

local function names_of(list)
  local names = {}
  for _, entry in ipairs(type(list) == "table" and list or {}) do
    names[type(entry) == "table" and tostring(entry.name):gsub("_", "-") or ""] = true
  end
  return names
end

--- A command that takes over what it does not declare itself: texts, arguments, and the options
--- of other names.
---@param command table what the script returned
---@param below table the checked command that it replaces
---@return table command
function descriptor.inherit(command, below)
  for _, field in ipairs({ "summary", "description", "arguments", "examples" }) do
    if command[field] == nil then
      command[field] = below[field]
    end
  end
  local own = names_of(command.options)
  local options = table.move(command.options or {}, 1, #(command.options or {}), 1, {})
  for _, entry in ipairs(below.options) do
    if not own[entry.name] then
      options[#options + 1] = entry
    end
  end
  command.options = options
  return command
end

--- Check and complete a command's table.
---@param command any what the script returned
---@param file string for messages, with a line where there is one
---@return table|nil command, string|nil message, string|nil code
function descriptor.check(command, file)
  if type(command) ~= "table" then
    return nil, file .. ": a command script must return a table", "script"
  end
  if type(command.summary) ~= "string" then
    return nil, file .. ": the command has no 'summary'", "script"
  end
  if command.description ~= nil and type(command.description) ~= "string" then
    return nil, file .. ": 'description' must be text", "script"
  end
  if type(command.run) ~= "function" then
    return nil, file .. ": the command has no function 'run'", "script"
  end
  local taken = {}
  for _, field in ipairs({ "arguments", "options" }) do
    local ok, message = check_list(command, field, file, taken)
    if not ok then
      return nil, message, "script"
    end
  end
  command.examples = type(command.examples) == "string" and { command.examples }
    or command.examples or {}
  if not is_texts(command.examples) then
    return nil, file .. ": 'examples' must be a list of texts", "script"
  end
  return command
end

--- The global options as checked entries.
---@return table[]
function descriptor.globals()
  local list = require("cli.globals")
  for _, entry in ipairs(list) do
    check_entry(entry, "globals")
  end
  return list
end

return descriptor
