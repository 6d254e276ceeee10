--- The command line: arguments in, exit status out.
local term = require("host.term")

local main = {}

-- A program started under this name is the runtime by itself.
local RUNTIME_NAME = "source-declarative-manifest"

local function words_of(arguments)
  local words = table.move(arguments, 1, #arguments, 1, {})
  local name = (arguments[0] or ""):match("[^/]*$")
  if name == RUNTIME_NAME then
    table.insert(words, 1, "protocol")
  end
  return words, name
end

-- -C and --scripts say where commands are looked for, so they are taken from behind the
-- command's name as well before it is looked up.
local early = { ["-C"] = true, ["--directory"] = true, ["--scripts"] = true }

local function bring_forward(words)
  local first, rest, at = {}, {}, 1
  while at <= #words do
    local word = words[at]
    if word == "--" then
      table.move(words, at, #words, #rest + 1, rest)
      break
    elseif early[word] and words[at + 1] then
      first[#first + 1], first[#first + 2] = word, words[at + 1]
      at = at + 1
    elseif word:find("^%-%-directory=") or word:find("^%-%-scripts=") or word:find("^%-C.") then
      first[#first + 1] = word
    else
      rest[#rest + 1] = word
    end
    at = at + 1
  end
  return table.move(rest, 1, #rest, #first + 1, first)
end

--- Change to the folders of -C, one after the other.
local function enter(folders)
  for _, folder in ipairs(folders or {}) do
    local ok, message, code = require("host.fs").chdir(folder)
    if not ok then
      return nil, message, code
    end
  end
  return true
end

-- Options before the command's name, and those between its words.
local function take_globals(parser)
  while parser.at <= #parser.words do
    local word = parser.words[parser.at]
    if not word:find("^%-.") then
      return word
    end
    if not parser:knows() then
      return nil
    end
    local ok, message, code, details = parser:option()
    if not ok then
      return nil, message, code, details
    end
  end
  return nil
end

local function chain(values)
  local process = require("host.process")
  local scripts = require("cli.scripts")
  local given = values.scripts or process.getenv("REVOS_SCRIPTS")
  if given == "" then
    given = nil
  end
  if given and require("host.fs").kind(given) ~= "directory" then
    return nil, given .. ": no such folder of scripts", "not_found"
  end
  return scripts.roots({ scripts = given, project = require("project.find").root() })
end

-- The longest run of words that is a command. Returns the entries that answer and
-- the words looked at; entries is empty when there is no such command.
local function resolve(parser, state)
  local scripts = require("cli.scripts")
  local words, entries, best_at = {}, {}, nil
  while true do
    local word, message, code, details = take_globals(parser)
    if message then
      return nil, message, code, details
    end
    if #words == 0 then
      local ok, problem, kind = enter(parser.values.directory)
      parser.values.directory = nil
      if not ok then
        return nil, problem, kind
      end
      state.roots, message, code = chain(parser.values)
      if not state.roots then
        return nil, message, code
      end
    end
    if not word or not word:find("^[%w_-]+$") then
      break
    end
    words[#words + 1] = word
    local found, untrusted = scripts.find(state.roots, words)
    if untrusted and require("cli.consent").to_script(parser.values, untrusted) then
      found, untrusted = scripts.find(state.roots, words)
    end
    state.untrusted = untrusted or state.untrusted
    local is_group = scripts.is_group(state.roots, words)
    if found[1] then
      entries, best_at, state.words = found, parser.at + 1, { table.unpack(words) }
    elseif not is_group then
      words[#words] = nil
      if not best_at or #words > #state.words then
        state.unknown = word
      end
      break
    end
    parser.at = parser.at + 1
    if not is_group then
      break
    end
  end
  state.group = words
  if best_at and #words > #state.words then
    return {} -- a group below a command, such as `serve token`, is no argument of that command
  end
  parser.at = best_at or parser.at
  return entries
end

local function with_hint(details, entry)
  details = details or {}
  details.hint = details.hint or ("see 'revos help %s'"):format(entry.name)
  return details
end

-- Values of the command's own words; a command may read them in its own way.
local function parse(command, parser, state)
  if command.parse then
    return command:parse(parser.words, parser.at, parser.values, state.name)
  end
  local parse_words = require("cli.arguments").parse
  return parse_words(command, state.globals, parser.words, parser.at, parser.values)
end

local function start(command, entries, values, state)
  local ok, message, code = require("cli.arguments").complete(values, command)
  if not ok then
    return nil, message, code, with_hint(nil, entries[1])
  end
  local hidden = { table.unpack(entries, 2) }
  if hidden[1] and (values.verbose or 0) > 0 then
    term.error(("%s replaces %s\n"):format(entries[1].file, hidden[1].file))
  end
  if state.untrusted and not values.quiet then
    term.error(("note: %s is not trusted and does not answer, see 'revos trust'\n"):format(
      require("cli.output").clean(state.untrusted)))
  end
  local hooks = require("cli.hooks")
  return hooks.around(hooks.of(entries[1].name, values), function()
    return require("cli.runner").run(command, entries[1], hidden, values, state)
  end)
end

local function run_command(entries, parser, state)
  local values = parser.values
  local command, message, code = require("cli.scripts").load(entries[1])
  if not command then
    return nil, message, code
  end
  local ok, problem, kind, details = parse(command, parser, state)
  if not ok then
    return nil, problem, kind, with_hint(details, entries[1])
  end
  ok, message, code = enter(values.directory)
  if not ok then
    return nil, message, code
  elseif values.version then
    return require("cli.version").print(values)
  elseif values.help then
    return require("cli.help").command(command, entries[1], values, state)
  end
  return start(command, entries, values, state)
end

local dispatch

-- An alias of the project answers where no script does, a program on PATH where no alias does.
local function no_script(parser, state)
  if state.unknown and #state.group == 0 then
    local rest = table.move(parser.words, parser.at + 1, #parser.words, 1, {})
    local words, message, code, details = require("cli.aliases").expand(state.unknown, rest, state)
    if words then
      return dispatch(words, state)
    elseif message then
      return nil, message, code, details
    end
  end
  return require("cli.unknown").handle(parser, state)
end

function dispatch(words, state)
  local arguments = require("cli.arguments")
  state.globals = require("cli.descriptor").globals()
  local is_runtime = state.name == RUNTIME_NAME
  local parser = arguments.parser({ state.globals }, is_runtime and words or bring_forward(words),
    1)
  parser.values, state.unknown, state.untrusted = state.values, nil, nil
  local entries, message, code, details = resolve(parser, state)
  if not entries then
    return nil, message, code, details
  end
  if entries[1] then
    return run_command(entries, parser, state)
  end
  return no_script(parser, state)
end

--- Run words of a command line. Returns the exit status.
---@param words string[]
---@param name string the program's name
---@return integer
function main.run(words, name)
  if words[1] == "--version" and #words == 1 then
    term.write("revos " .. require("host.embedded").version .. "\n")
    return 0
  end
  if words[1] == "protocol" then
    require("runtime.commands.head_start")(words[2])
  end
  local state = { name = name, values = {} }
  for _, word in ipairs(words) do
    if word == "--no-input" then
      state.values.input = false -- may stand behind the word that would lead to a question
    end
  end
  local result, message, code, details = dispatch(words, state)
  if result == true then
    return 0
  elseif result == false then
    return 1
  end
  local values = state.values
  for _, word in ipairs(words) do
    values.json = values.json or word == "--json" or nil
  end
  return require("cli.report").failure(values, message, code, details)
end

---@param arguments string[] as the process got them; [0] is the program's name
---@return integer status
return function(arguments)
  local status = main.run(words_of(arguments))
  local written, message, code = term.flush()
  if written or code == "cancelled" or status ~= 0 then
    return status
  end
  local as_json = require("util.lists").contains(arguments, "--json")
  return require("cli.report").failure({ json = as_json }, message, code)
end
