--- The command line of the runtime by itself: its usage errors read, and options may be
--- shortened, as with source-declarative-manifest.
local term = require("host.term")

local argparse = {}

local COMMANDS = { "spec", "check", "discover", "read" }

local PROGRAM = "source-declarative-manifest"

local function program(name)
  return name == PROGRAM and PROGRAM or "revos protocol"
end

local function fail(lines)
  term.flush()
  term.error(table.concat(lines, "\n") .. "\n")
  return nil, nil, "usage"
end

local function main_usage(name)
  return ("usage: %s [-h] {%s} ..."):format(program(name), table.concat(COMMANDS, ","))
end

--- The words after the program name are no command of the protocol.
---@param name string the program's name
---@param word string|nil what was given in its place
function argparse.no_command(name, word)
  local choices = {}
  for i, command in ipairs(COMMANDS) do
    choices[i] = ("'%s'"):format(command)
  end
  local problem = word
      and ("argument command: invalid choice: '%s' (choose from %s)"):format(word,
        table.concat(choices, ", "))
    or "the following arguments are required: command"
  return fail({ main_usage(name), ("%s: error: %s"):format(program(name), problem) })
end

local function usage(name, command, options)
  local parts = { ("usage: %s %s [-h]"):format(program(name), command) }
  for _, entry in ipairs(options) do
    local shown = "--" .. entry.name
    if entry.type ~= "boolean" then
      shown = shown .. " " .. entry.key:upper()
    end
    parts[#parts + 1] = entry.required and shown or "[" .. shown .. "]"
  end
  return table.concat(parts, " ")
end

-- The options that a word may mean: the one of that name, or all that begin so.
local function meant(options, label)
  local found = {}
  for _, entry in ipairs(options) do
    local full = "--" .. entry.name
    if full == label then
      return { entry }
    elseif #label > 2 and full:sub(1, #label) == label then
      found[#found + 1] = entry
    end
  end
  return found
end

local function looks_like_option(word)
  return word:find("^%-.") ~= nil and not word:find("^%-%d+%.?%d*$") and not word:find(" ", 1, true)
end

local reader = {}
reader.__index = reader

function reader:error(problem)
  return fail({
    usage(self.name, self.command, self.options),
    ("%s %s: error: %s"):format(program(self.name), self.command, problem),
  })
end

function reader:value(entry, attached)
  if entry.type == "boolean" or entry.type == "count" then
    if attached then
      return self:error(("argument --%s: ignored explicit argument '%s'"):format(entry.name,
        attached))
    end
    self.values[entry.key] = entry.type == "count" and 1 or not entry.negated
    return true
  end
  local text = attached
  if not text then
    text = self.words[self.at]
    if text == nil or looks_like_option(text) then
      return self:error(("argument --%s: expected one argument"):format(entry.name))
    end
    self.at = self.at + 1
  end
  self.values[entry.key] = text
  return true
end

function reader:option(word)
  local label, attached = word:match("^(%-%-[^=]+)=(.*)$")
  local found = meant(self.options, label or word)
  if #found == 0 and self.name ~= PROGRAM then
    found = meant(self.globals, label or word)
  end
  if #found > 1 then
    local names = {}
    for i, entry in ipairs(found) do
      names[i] = "--" .. entry.name
    end
    return self:error(("ambiguous option: %s could match %s"):format(word,
      table.concat(names, ", ")))
  elseif #found == 1 then
    return self:value(found[1], attached)
  end
  self.unknown[#self.unknown + 1] = word
  return true
end

function reader:words_left()
  while self.at <= #self.words do
    local word = self.words[self.at]
    self.at = self.at + 1
    if word == "-h" or word == "--help" then
      self.values.help = true
      return true
    elseif looks_like_option(word) then
      local ok, message, code = self:option(word)
      if not ok then
        return nil, message, code
      end
    else
      self.unknown[#self.unknown + 1] = word
    end
  end
  return true
end

function reader:judge()
  local missing = {}
  for _, entry in ipairs(self.options) do
    if entry.required and self.values[entry.key] == nil then
      missing[#missing + 1] = "--" .. entry.name
    end
  end
  if #missing > 0 then
    return self:error("the following arguments are required: " .. table.concat(missing, ", "))
  elseif #self.unknown > 0 then
    return fail({
      main_usage(self.name),
      ("%s: error: unrecognized arguments: %s"):format(program(self.name),
        table.concat(self.unknown, " ")),
    })
  end
  return true
end

--- The `parse` of a protocol command: fills `values` from words[at...].
---@param command string spec check discover read
---@return function
function argparse.parser(command)
  return function(declared, words, at, values, name)
    local self = setmetatable({
      command = command, options = declared.options, words = words, at = at, values = values,
      name = name, unknown = {}, globals = require("cli.globals"),
    }, reader)
    local ok, message, code = self:words_left()
    if not ok then
      return nil, message, code
    end
    return values.help or self:judge()
  end
end

return argparse
