--- What may stand at the end of a command line: for the completion of shells.
---
--- The kind of an argument is its `complete`: "connectors", "templates", "workspaces",
--- "components" or "commands"; without it the choices, if there are some.
local arguments = require("cli.arguments")
local scripts = require("cli.scripts")

local candidates = {}

local kinds = {}

function kinds.connectors()
  local root = require("project.find").root()
  local items = root and require("project.project").at(root):connectors() or {}
  local list = {}
  for i, item in ipairs(items) do
    list[i] = { item.slug }
  end
  return list
end

function kinds.templates()
  local list = {}
  for i, name in ipairs(require("scaffold.template").names(require("project.find").root())) do
    list[i] = { type(name) == "table" and name.name or name }
  end
  return list
end

function kinds.workspaces()
  local root = require("project.find").root()
  local project = root and require("project.project").load(root)
  local list = { { "local" } }
  local declared = project and project.spec.workspaces
  for name in pairs(require("host.json").is_object(declared) and declared or {}) do
    list[#list + 1] = name ~= "local" and { name } or nil
  end
  return list
end

function kinds.components()
  local registry = require("runtime.manifest.registry")
  local list = {}
  for i, name in ipairs(registry.names()) do
    list[i] = { name, registry.find(name).summary }
  end
  return list
end

local function values_of(entry)
  if entry.choices then
    local list = {}
    for i, choice in ipairs(entry.choices) do
      list[i] = { choice }
    end
    return list
  end
  local kind = entry.complete and kinds[entry.complete]
  return kind and kind() or {}
end

local function split_words(name)
  local words = {}
  for word in name:gmatch("[^/]+") do
    words[#words + 1] = word
  end
  return words
end

-- The commands and groups below a group.
local function subcommands(state)
  local prefix = #state.path > 0 and table.concat(state.path, "/") .. "/" or ""
  local list, seen = {}, {}
  for _, name in ipairs(scripts.names(state.roots)) do
    local rest = name:sub(1, #prefix) == prefix and name:sub(#prefix + 1)
    local word = rest and rest:match("^[^/]+")
    if word and not seen[word] then
      local entry = rest == word and scripts.find(state.roots, split_words(name))[1]
      local command = entry and scripts.load(entry)
      if not (command and command.hidden) then
        seen[word] = true
        list[#list + 1] = { word, command and command.summary or "commands of " .. word }
      end
    end
  end
  return list
end

-- What answers beside scripts: aliases that are trusted, programs on PATH.
local function others(list)
  local own = require("cli.aliases").load()
  for name in pairs(own and require("project.extensions").are_trusted(own) and own.aliases or {}) do
    list[#list + 1] = { name, "alias" }
  end
  for _, program in ipairs(require("cli.programs").list()) do
    list[#list + 1] = { program.word, "program" }
  end
  return list
end

local function option_labels(state)
  local list = {}
  for _, options in ipairs({ state.command and state.command.options or {}, state.globals }) do
    for _, entry in ipairs(options) do
      if not entry.hidden then
        list[#list + 1] = { "--" .. (entry.negated and "no-" or "") .. entry.name, entry.doc }
      end
    end
  end
  return list
end

-- A word that is no option: the next part of the command's name, or an argument.
local function take_word(state, word)
  if state.is_leaf then
    state.position = state.position + 1
    state.given[#state.given + 1] = word
    return
  end
  state.path[#state.path + 1] = word
  local entry = scripts.find(state.roots, state.path)[1]
  state.is_leaf = not scripts.is_group(state.roots, state.path)
  state.command = entry and scripts.load(entry) or nil
end

local function find_option(state, label)
  local lists = { state.command and state.command.options or {}, state.globals }
  local found = arguments.parser(lists, {}, 1).index[label]
  return found and found.entry
end

local function takes_value(entry)
  return entry and entry.type ~= "boolean" and entry.type ~= "count"
end

-- Over the words before the last one; returns the option whose value the last one is, or nil.
local function walk(state, words)
  local at = 1
  while at < #words do
    local word = words[at]
    local entry = word:find("^%-.") and find_option(state, word)
    if not word:find("^%-.") then
      take_word(state, word)
    elseif takes_value(entry) then
      at = at + 1
      if words[at] == "=" and at < #words then -- bash parts a word at its equals signs
        at = at + 1
      end
      if at == #words then
        return entry
      elseif entry.key == "directory" then
        require("host.fs").chdir(words[at])
        state.roots = scripts.roots({ project = require("project.find").root() })
      end
    end
    at = at + 1
  end
  return nil
end

local function argument_at(command, position)
  local declared = command and command.arguments or {}
  local last = declared[#declared]
  return declared[position] or (last and last.many and last or nil)
end

local function all_for(state, option, current)
  local label = current:match("^(%-%-[%w-]+)=")
  if option then
    return values_of(option)
  elseif label then
    local list = values_of(find_option(state, label) or {})
    for _, one in ipairs(list) do
      one[1] = label .. "=" .. one[1]
    end
    return list
  elseif current:find("^%-") then
    return option_labels(state)
  elseif not state.is_leaf then
    local list = subcommands(state)
    return #state.path == 0 and others(list) or list
  end
  local entry = argument_at(state.command, state.position)
  if entry and entry.complete == "commands" then
    return subcommands({ path = state.given, roots = state.roots })
  end
  return entry and values_of(entry) or {}
end

--- The words that the last one may become.
---@param words string[] behind the program's name; the last is what is there so far
---@param shared table of a context: roots, globals
---@return table[] list of { word, description or nil }
function candidates.list(words, shared)
  local state = { roots = shared.roots, globals = shared.globals, path = {}, given = {},
    position = 1 }
  local current = words[#words] or ""
  local option = walk(state, words)
  if option and current == "=" then
    current = ""
  end
  local found = {}
  for _, one in ipairs(all_for(state, option, current)) do
    if one[1]:sub(1, #current) == current then
      found[#found + 1] = one
    end
  end
  return found
end

return candidates
