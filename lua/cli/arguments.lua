--- Words of the command line into named values, by a command's declarations.
local suggest = require("util.later")("util.suggest")

local arguments = {}

local function usage(format, ...)
  return nil, format:format(...), "usage"
end

-- The value of a text; most are the text itself.
local function convert(entry, text, label)
  if entry.choices or entry.type == "integer" or entry.type == "number" then
    return require("cli.argument_value")(entry, text, label)
  end
  return text
end

local function is_flag(entry)
  return entry.type == "boolean" or entry.type == "count"
end

local function label_of(entry)
  return "--" .. (entry.negated and "no-" or "") .. entry.name
end

--- Index of options by "--name", "--no-name" and "-x".
local function index_options(lists)
  local index, names = {}, {}
  for _, list in ipairs(lists) do
    for _, entry in ipairs(list) do
      local label = label_of(entry)
      if not index[label] then
        index[label] = { entry = entry, set = not entry.negated }
        if not entry.hidden then
          names[#names + 1] = label
        end
      end
      if entry.type == "boolean" and entry.default == true and not entry.negated then
        index["--no-" .. entry.name] = index["--no-" .. entry.name]
          or { entry = entry, set = false }
      end
      if entry.short and not index["-" .. entry.short] then
        index["-" .. entry.short] = { entry = entry, set = not entry.negated }
      end
    end
  end
  return index, names
end

local function store(values, entry, value)
  if entry.many then
    local list = values[entry.key] or {}
    list[#list + 1] = value
    values[entry.key] = list
  elseif entry.type == "count" then
    values[entry.key] = (values[entry.key] or 0) + 1
  else
    values[entry.key] = value
  end
end

local parser = {}
parser.__index = parser

--- A parser over words[position...].
---@param lists table[] lists of option entries; an earlier list hides a later one
---@param words string[]
---@param position integer
function arguments.parser(lists, words, position)
  local index, names = index_options(lists)
  return setmetatable({ index = index, names = names, words = words, at = position, values = {} },
    parser)
end

local function looks_like_option(self, word)
  return word == "--" or word:find("^%-%-%a") ~= nil or (#word == 2 and self.index[word] ~= nil)
end

-- A file or folder has a name: `--config "$UNSET"` is a mistake.
local function names_a_file(entry)
  local kind = (entry.value or entry.type):upper()
  return kind:find("^FILE") ~= nil or kind:find("^DIR") ~= nil
end

function parser:take_value(entry, label, attached)
  local text = attached
  if not text then
    text = self.words[self.at]
    if text == nil or looks_like_option(self, text) then
      return usage("%s needs a value", label)
    end
    self.at = self.at + 1
  end
  if text == "" and names_a_file(entry) then
    return usage("%s needs a value", label)
  end
  local value, message, code, details = convert(entry, text, label)
  if value == nil then
    return nil, message, code, details
  end
  store(self.values, entry, value)
  return true
end

function parser:unknown(word)
  return nil, ("unknown option '%s'"):format(word), "usage",
    { hint = suggest.hint(word, self.names) }
end

function parser:long(word)
  local label, attached = word:match("^(%-%-[^=]+)=(.*)$")
  local found = self.index[label or word]
  if not found then
    return self:unknown(label or word)
  end
  if not is_flag(found.entry) then
    return self:take_value(found.entry, label or word, attached)
  end
  if attached then
    return usage("%s takes no value", label)
  end
  store(self.values, found.entry, found.set)
  return true
end

function parser:short(word)
  for i = 2, #word do
    local label = "-" .. word:sub(i, i)
    local found = self.index[label]
    if not found then
      return self:unknown(i == 2 and word or label)
    end
    if not is_flag(found.entry) then
      local rest = word:sub(i + 1):gsub("^=", "")
      return self:take_value(found.entry, label, rest ~= "" and rest or nil)
    end
    store(self.values, found.entry, found.set)
  end
  return true
end

--- Take the option at the current word. Returns true, or nil, message, code.
function parser:option()
  local word = self.words[self.at]
  self.at = self.at + 1
  if word:find("^%-%-") then
    return self:long(word)
  end
  return self:short(word)
end

--- Whether the current word is an option that the parser knows.
function parser:knows()
  local word = self.words[self.at]
  if word:find("^%-%-") then
    return self.index[word:match("^[^=]+")] ~= nil
  end
  return word:find("^%-.") ~= nil and self.index[word:sub(1, 2)] ~= nil
end

local function place(values, declared, given)
  local position = 1
  for _, entry in ipairs(declared) do
    local label = (entry.value or entry.name):upper()
    if entry.many then
      for i = position, #given do
        local value, message, code, details = convert(entry, given[i], label)
        if value == nil then
          return nil, message, code, details
        end
        store(values, entry, value)
      end
      position = #given + 1
    elseif given[position] ~= nil then
      local value, message, code, details = convert(entry, given[position], label)
      if value == nil then
        return nil, message, code, details
      end
      values[entry.key] = value
      position = position + 1
    end
  end
  if position <= #given then
    return usage("unexpected argument '%s'", given[position])
  end
  return true
end

local function is_required(entry)
  return entry.required
    or (entry.required == nil and not entry.optional and not entry.many and entry.default == nil)
end

--- Put defaults where nothing was given. Arguments without one are required.
---@param values table
---@param command table
---@return true|nil, string|nil, string|nil
function arguments.complete(values, command)
  for _, entry in ipairs(command.arguments) do
    if values[entry.key] == nil and is_required(entry) then
      return usage("%s is missing", (entry.value or entry.name):upper())
    end
  end
  for _, list in ipairs({ command.arguments, command.options }) do
    for _, entry in ipairs(list) do
      if values[entry.key] == nil then
        if entry.required and list == command.options then
          return usage("%s is missing", label_of(entry))
        end
        values[entry.key] = entry.default
        if entry.default == nil then
          values[entry.key] = entry.many and {} or nil
        end
        if values[entry.key] == nil and entry.type == "boolean" then
          values[entry.key] = false
        end
      end
    end
  end
  return true
end

--- Parse the words after a command's name.
---@param command table its descriptor
---@param globals table[] global options
---@param words string[]
---@param position integer the first word
---@param values table filled: options and arguments by key
---@return true|nil ok, string|nil message, string|nil code, table|nil details
function arguments.parse(command, globals, words, position, values)
  local p = arguments.parser({ command.options, globals }, words, position)
  local given, only_arguments = {}, false
  p.values = values
  while p.at <= #words do
    local word = words[p.at]
    if only_arguments or not word:find("^%-.") then
      given[#given + 1] = word
      p.at = p.at + 1
    elseif word == "--" then
      only_arguments, p.at = true, p.at + 1
    else
      local ok, message, code, details = p:option()
      if not ok then
        return nil, message, code, details
      end
    end
  end
  if values.help or values.version then
    return true
  end
  return place(values, command.arguments, given)
end

return arguments
