--- Which script answers: the chain of folders, first hit wins.
---
--- A root is { kind, path }: kind is "given" (--scripts or REVOS_SCRIPTS),
--- "project", "user", "installed" or "embedded" (path is nil). An entry is
--- { words, name, kind, file }; `file` of an embedded script is its name in the
--- program.
local embedded = require("host.embedded")
local fs = require("host.fs")
local place = require("util.place")

local scripts = {}

-- These answer for the state of the chain itself, so nothing may replace them.
local fixed = { help = true, version = true, which = true, trust = true }

--- Whether no script of a user may answer to a name: it is one of those, or below one.
---@param name string "connectors/check"
---@return boolean
function scripts.is_fixed(name)
  return fixed[name:match("^[^/]+")] == true
end

local function add_root(roots, kind, path)
  if path and fs.kind(path) == "directory" then
    roots[#roots + 1] = { kind = kind, path = path }
  end
end

--- The roots in order of answering.
---@param options table scripts: the folder given; project: its folder; both may be nil
---@return table[]
function scripts.roots(options)
  local roots = {}
  add_root(roots, "given", options.scripts)
  if options.project then
    add_root(roots, "project", options.project .. "/scripts")
  end
  local user = place.config_home()
  add_root(roots, "user", user and user .. "/scripts")
  local share = place.share()
  add_root(roots, "installed", share and share .. "/scripts")
  roots[#roots + 1] = { kind = "embedded" }
  return roots
end

local function is_own(root)
  return root.kind == "embedded" or root.kind == "installed"
end

-- What lies beside a command as its tests is no command.
local function is_test(name)
  return name:find("_test$") ~= nil
end

local function file_of(root, name)
  if is_test(name) then
    return nil
  elseif root.kind == "embedded" then
    local file = "scripts/" .. name .. ".lua"
    return embedded.has(file) and file
  end
  local file = root.path .. "/" .. name .. ".lua"
  return fs.kind(file) and file
end

local function trusted(root)
  return root.kind ~= "project" or require("project.trust").is_trusted(root.path)
end

--- All scripts that answer to `words`, the one that runs first.
---@param roots table[]
---@param words string[]
---@return table[] entries
---@return string|nil untrusted a project's script that would answer if it were trusted
function scripts.find(roots, words)
  local name, entries, untrusted = table.concat(words, "/"), {}, nil
  for _, root in ipairs(roots) do
    local file = (is_own(root) or not scripts.is_fixed(name)) and file_of(root, name)
    if file and not trusted(root) then
      untrusted = file
    elseif file then
      entries[#entries + 1] = { words = words, name = table.concat(words, " "), kind = root.kind,
        file = file }
      if entries[2] then
        entries[#entries - 1].hidden = entries[#entries]
      end
    end
  end
  return entries, untrusted
end

local function is_group_in(root, name)
  if root.kind == "embedded" then
    return embedded.has("scripts/" .. name .. "/")
  end
  return fs.kind(root.path .. "/" .. name) == "directory"
end

--- Whether `words` name a group, a folder of scripts.
---@param roots table[] of scripts.roots
---@param words string[]
---@return boolean
function scripts.is_group(roots, words)
  local name = table.concat(words, "/")
  if name == "policies" then
    return false
  end
  for _, root in ipairs(roots) do
    if is_group_in(root, name) then
      return true
    end
  end
  return false
end

local function list_folder(path, prefix, found)
  for _, entry in ipairs(fs.list(path) or {}) do
    local name = prefix .. entry
    if entry:find("%.lua$") then
      found[#found + 1] = name:sub(1, -5)
    elseif not entry:find("^%.") and fs.kind(path .. "/" .. entry) == "directory" then
      list_folder(path .. "/" .. entry, name .. "/", found)
    end
  end
end

--- Names of the scripts in a folder and below, in no order; tests are among them.
---@param path string
---@return string[]
function scripts.names_in(path)
  local found = {}
  list_folder(path, "", found)
  return found
end

local function names_of(root)
  if root.kind == "embedded" then
    local found = {}
    for _, file in ipairs(embedded.list("scripts/")) do
      found[#found + 1] = file:match("^scripts/(.*)%.lua$")
    end
    return found
  end
  return trusted(root) and scripts.names_in(root.path) or {}
end

--- Names of all commands ("connectors/check"), sorted.
---@param roots table[]
---@return string[]
function scripts.names(roots)
  local seen, names = {}, {}
  for _, root in ipairs(roots) do
    for _, name in ipairs(names_of(root)) do
      if not seen[name] and not name:find("^policies/") and not is_test(name)
        and (is_own(root) or not scripts.is_fixed(name)) then
        seen[name] = true
        names[#names + 1] = name
      end
    end
  end
  table.sort(names)
  return names
end

--- Whether an entry came with revos, so that its errors are bugs of revos.
---@param entry table
---@return boolean
function scripts.is_own(entry)
  return is_own(entry)
end

-- The function of a script, and where its declaration is for messages.
local function chunk_of(entry)
  if entry.kind == "embedded" then
    return embedded.load(entry.file), entry.file
  end
  local text, message, code = fs.read(entry.file)
  if not text then
    return nil, message, code
  end
  local own = is_own(entry)
    and require("util.own_code")("scripts/" .. table.concat(entry.words, "/") .. ".lua", text)
  if own then
    return own, entry.file
  end
  local chunk, problem = require("host.script").load(text, entry.file)
  if not chunk then
    return nil, problem, "script"
  end
  return chunk, ("%s:%d"):format(entry.file, require("util.text").return_line(text))
end

-- What a command with `inherits` takes over from the one that it replaces.
local function inherit(command, entry, where)
  if not entry.hidden then
    return nil, where .. ": 'inherits' is set, but the command replaces no other", "script"
  end
  local below, message, code = scripts.load(entry.hidden)
  if not below then
    return nil, message, code
  end
  return require("cli.descriptor").inherit(command, below)
end

--- Run an entry and check its declaration.
---@param entry table
---@return table|nil command, string|nil message, string|nil code
function scripts.load(entry)
  local chunk, where, code = chunk_of(entry)
  if not chunk then
    return nil, where, code
  end
  if is_own(entry) then
    return require("cli.descriptor").check(chunk(), where)
  end
  require("cli.watch").start()
  local ok, command = pcall(chunk)
  if not ok then
    return nil, require("util.text").full_name(tostring(command), entry.file), "script"
  end
  if type(command) == "table" and command.inherits then
    local message
    command, message, code = inherit(command, entry, where)
    if not command then
      return nil, message, code
    end
  end
  return require("cli.descriptor").check(command, where)
end

return scripts
