--- Aliases and hooks of a project that can never do their work: they name no command, or a command
--- hides them.
local extensions = require("project.extensions")
local fs = require("host.fs")

local extension_check = {}

-- Whether words name a command: one of the chain, or a script of the project, trusted or not.
local function is_command(state, words)
  local name = words:gsub(" ", "/")
  return state.names[name] or fs.kind(("%s/scripts/%s.lua"):format(state.root, name)) == "file"
end

local function add(state, rule, mapping, key, message, suggestion)
  local line, column = state.doc:locate_key(mapping, key)
  state.findings[#state.findings + 1] = { rule = rule, severity = "warning", file = "revos.yaml",
    line = line or 1, column = column or 1, message = message, suggestion = suggestion }
end

local function nearest(state, words)
  return require("util.suggest").nearest(words, state.list)
end

-- Whether some of the first words are a command, an alias or a program on PATH.
local function leads_somewhere(state, words)
  local first = words[1]
  if not first or state.own.aliases[first] ~= nil
    or require("cli.programs").find(first) then
    return first ~= nil
  end
  local so_far
  for _, word in ipairs(words) do
    so_far = so_far and so_far .. " " .. word or word
    if is_command(state, so_far) then
      return true
    end
  end
  return false
end

local function check_alias(state, name, mapping)
  local words, message = require("cli.aliases").words(state.own, name)
  if is_command(state, name) then
    add(state, "alias", mapping, name, ("the command '%s' answers before this alias"):format(name))
  elseif name:find("%s") then
    add(state, "alias", mapping, name, "an alias is one word, so this one is never asked")
  elseif not words then
    add(state, "alias", mapping, name, (message:gsub("^revos%.yaml: ", "")))
  elseif not leads_somewhere(state, words) then
    local whole = table.concat(words, " ")
    add(state, "alias", mapping, name, ("there is no command '%s'"):format(whole),
      nearest(state, whole))
  end
end

local function check_hook(state, name, mapping)
  if state.own.aliases[name] ~= nil and not is_command(state, name) then
    local words = require("cli.aliases").words(state.own, name) or {}
    add(state, "hook", mapping, name, ("'%s' is an alias: hooks are those of the command that it "
      .. "stands for"):format(name), table.concat(words, " "))
  elseif not is_command(state, name) then
    add(state, "hook", mapping, name, ("there is no command '%s', so these hooks never run"):format(
      name), nearest(state, name))
  elseif require("cli.hooks").are_left_out(name) then
    add(state, "hook", mapping, name, ("hooks of '%s' never run"):format(name))
  end
end

--- Findings about aliases and hooks of revos.yaml; of their form lint tells elsewhere.
---@param root string the project's folder
---@param roots table[] of scripts.roots
---@return table[]
function extension_check.run(root, roots)
  local own = extensions.load(root)
  if not own then
    return {}
  end
  local value, doc = require("host.yaml").decode(fs.read(root .. "/revos.yaml") or "", "revos.yaml")
  if value == nil then
    return {}
  end
  local state = { root = root, own = own, doc = doc, findings = {}, names = {}, list = {} }
  for i, name in ipairs(require("cli.scripts").names(roots)) do
    state.names[name] = true
    state.list[i] = name:gsub("/", " ")
  end
  for name in pairs(own.aliases) do
    check_alias(state, name, value.spec.aliases)
  end
  for name in pairs(own.hooks) do
    check_hook(state, name, value.spec.hooks)
  end
  return state.findings
end

return extension_check
