--- Templates: where they are found, what they ask, which files they make.
local embedded = require("host.embedded")
local fs = require("host.fs")
local place = require("util.place")

local template = {}

local function folders(project_root)
  local list = {}
  local function add(kind, path)
    if path and fs.kind(path) == "directory" then
      list[#list + 1] = { kind = kind, path = path }
    end
  end
  add("project", project_root and project_root .. "/templates")
  local user, share = place.config_home(), place.share()
  add("user", user and user .. "/templates")
  add("installed", share and share .. "/templates")
  list[#list + 1] = { kind = "embedded", path = "templates" }
  return list
end

local function read_of(kind)
  return kind == "embedded" and embedded.read or fs.read
end

local function found_in(folder, name)
  local file = ("%s/%s/template.lua"):format(folder.path, name)
  local present = folder.kind == "embedded" and embedded.read(file) or folder.kind ~= "embedded"
    and fs.kind(file)
  return present
    and { name = name, kind = folder.kind, folder = folder.path .. "/" .. name, file = file } or nil
end

local function names_in(folder)
  if folder.kind ~= "embedded" then
    return fs.list(folder.path) or {}
  end
  local names = {}
  for _, file in ipairs(embedded.list("templates/")) do
    names[#names + 1] = file:match("^templates/([^/]+)/template%.lua$")
  end
  return names
end

--- The declaration of a found template, its code run in this process.
---@param entry table
---@return table|nil entry with `declared`, string|nil message, string|nil code
function template.load_here(entry)
  local text, problem, kind = entry.text, nil, nil
  if not text then
    text, problem, kind = read_of(entry.kind)(entry.file)
  end
  if not text then
    return nil, problem, kind
  end
  local declared, message, code = require("util.sandbox").load(text, entry.file)
  if declared == nil and message then
    return nil, message, code
  end
  entry.declared, message, code = require("scaffold.declaration").check(declared, entry.file, text)
  if not entry.declared then
    return nil, message, code
  end
  return entry
end

-- Templates that came with revos need no process of their own.
local function is_own(entry)
  return entry.kind == "embedded" or entry.kind == "installed"
end

-- A piece of work in the child process, which gets the texts.
local function call(kind, entry, answers)
  local read, message, code = require("scaffold.texts").read(entry, kind == "template.fill")
  if not read then
    return nil, message, code
  end
  return require("util.worker").call(kind, { entry = read, answers = answers })
end

local function load(entry)
  if is_own(entry) then
    return template.load_here(entry)
  end
  local message, code
  entry.declared, message, code = call("template.load", entry)
  if not entry.declared then
    return nil, message, code
  end
  for _, question in ipairs(entry.declared.questions) do
    question.foreign = true
  end
  return entry
end

--- Load the template of that name: { name, kind, folder, file, declared }.
---@param name string
---@param project_root string|nil the project's folder
---@return table|nil entry, string|nil message, string|nil code, table|nil details
function template.load(name, project_root)
  local names = {}
  for _, folder in ipairs(folders(project_root)) do
    local entry = name:find("^[%w_][%w._-]*$") and found_in(folder, name)
    if entry then
      return load(entry)
    end
    table.move(names_in(folder), 1, #names_in(folder), #names + 1, names)
  end
  local hint = require("util.suggest").hint(name, names) or "see 'revos template list'"
  return nil, ("there is no template '%s'"):format(name), "not_found", { hint = hint }
end

--- A version that the author of a template kept in its versions/<version>/, which has
--- template.lua and files/ as well. nil when it is not kept.
---@param entry table of template.load
---@param version string
---@return table|nil entry, string|nil message, string|nil code
function template.old_version(entry, version)
  if not version:find("^[%w][%w._-]*$") then
    return nil
  end
  local folder = ("%s/versions/%s"):format(entry.folder, version)
  local file = folder .. "/template.lua"
  local is_there = entry.kind == "embedded" and embedded.read(file) or entry.kind ~= "embedded"
    and fs.kind(file)
  return is_there and load({ name = entry.name, kind = entry.kind, folder = folder, file = file })
    or nil
end

--- Names of all templates, sorted.
---@param project_root string|nil the project's folder
---@return string[]
function template.names(project_root)
  local seen, names = {}, {}
  for _, folder in ipairs(folders(project_root)) do
    for _, name in ipairs(names_in(folder)) do
      if not seen[name] and found_in(folder, name) then
        seen[name] = true
        names[#names + 1] = name
      end
    end
  end
  table.sort(names)
  return names
end

--- The filled files, the template's code run in this process.
---@param entry table
---@param answers table values by name
---@return table[]|nil files { path, text }, string|nil message, string|nil code
function template.fill_here(entry, answers)
  return require("scaffold.files").fill(entry, answers)
end

--- The filled files: { path, text }.
---@param entry table
---@param answers table values by name
---@return table[]|nil files, string|nil message, string|nil code
function template.fill(entry, answers)
  if is_own(entry) then
    return template.fill_here(entry, answers)
  end
  return call("template.fill", entry, answers)
end

return template
