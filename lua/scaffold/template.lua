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

local question_types = { string = true, integer = true, number = true, boolean = true }

local function check(declared, entry)
  if type(declared) ~= "table" or type(declared.summary) ~= "string" then
    return nil, entry.file .. ": a template must return a table with a 'summary'", "script"
  end
  declared.questions = declared.questions or {}
  for index, question in ipairs(declared.questions) do
    question.type = question.type or "string"
    if type(question.name) ~= "string" or not question_types[question.type] then
      return nil,
        ("%s: questions[%d] needs a 'name' and a known 'type'"):format(entry.file, index), "script"
    end
  end
  return declared
end

--- The declaration of a found template, its code run in this process.
---@return table|nil entry with `declared`, string|nil message, string|nil code
function template.load_here(entry)
  local text, problem, kind = read_of(entry.kind)(entry.file)
  if not text then
    return nil, problem, kind
  end
  local declared, message, code = require("util.sandbox").load(text, entry.file)
  if declared == nil and message then
    return nil, message, code
  end
  entry.declared, message, code = check(declared, entry)
  if not entry.declared then
    return nil, message, code
  end
  return entry
end

-- Templates that came with revos need no process of their own.
local function is_own(entry)
  return entry.kind == "embedded" or entry.kind == "installed"
end

local function plain(entry)
  return { name = entry.name, kind = entry.kind, folder = entry.folder, file = entry.file }
end

local function load(entry)
  if is_own(entry) then
    return template.load_here(entry)
  end
  local message, code
  entry.declared, message, code = require("util.worker").call("template.load",
    { entry = plain(entry) })
  if not entry.declared then
    return nil, message, code
  end
  return entry
end

--- Load the template of that name: { name, kind, folder, file, declared }.
---@return table|nil entry, string|nil message, string|nil code, table|nil details
function template.load(name, project_root)
  local names = {}
  for _, folder in ipairs(folders(project_root)) do
    local entry = not name:find("[/%z]") and name ~= ".." and found_in(folder, name)
    if entry then
      return load(entry)
    end
    table.move(names_in(folder), 1, #names_in(folder), #names + 1, names)
  end
  local hint = require("util.suggest").hint(name, names) or "see 'revos template list'"
  return nil, ("there is no template '%s'"):format(name), "not_found", { hint = hint }
end

--- Names of all templates, sorted.
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

local function walk(path, prefix, list)
  local names = fs.list(path) or {}
  table.sort(names)
  for _, name in ipairs(names) do
    if fs.kind(path .. "/" .. name) == "directory" then
      walk(path .. "/" .. name, prefix .. name .. "/", list)
    else
      list[#list + 1] = prefix .. name
    end
  end
end

local function own_files(entry)
  local list = {}
  if entry.kind == "embedded" then
    local prefix = entry.folder .. "/files/"
    for _, file in ipairs(embedded.list(prefix)) do
      list[#list + 1] = file:sub(#prefix + 1)
    end
  else
    walk(entry.folder .. "/files", "", list)
  end
  local files = {}
  for i, name in ipairs(list) do
    files[i] = { path = name, from = name }
  end
  return files
end

local function wanted_files(entry, answers)
  if not entry.declared.files then
    return own_files(entry)
  end
  local ok, files = require("util.sandbox").call(entry.declared.files, answers)
  if not ok or type(files) ~= "table" then
    return nil, ok and entry.file .. ": files() must return a list" or tostring(files), "script"
  end
  return files
end

local function is_safe(path)
  if path == "" or path:sub(1, 1) == "/" or path:find("[%c\\]") then
    return false
  end
  for part in (path .. "/"):gmatch("([^/]*)/") do
    if part == "" or part == "." or part == ".." then
      return false
    end
  end
  return true
end

local function fill_one(entry, file, answers)
  local engine = require("scaffold.engine")
  local text, message, code = file.content
  local name = entry.file
  if file.from then
    name = ("%s/files/%s"):format(entry.folder, file.from)
    text, message, code = read_of(entry.kind)(name)
    if not text then
      return nil, message or name .. ": not in the template", code or "script"
    end
  end
  local path, problem, kind = engine.fill(file.path, name, answers)
  if not path then
    return nil, problem, kind
  end
  if not is_safe(path) then
    return nil, ("%s: '%s' is no path inside the new folder"):format(entry.file, path), "script"
  end
  text, message, code = engine.fill(text or "", name, answers)
  if not text then
    return nil, message, code
  end
  return { path = path, text = text }
end

--- The filled files, the template's code run in this process.
---@return table[]|nil files { path, text }, string|nil message, string|nil code
function template.fill_here(entry, answers)
  local files, message, code = wanted_files(entry, answers)
  if not files then
    return nil, message, code
  end
  local filled = {}
  for _, file in ipairs(files) do
    local one, problem, kind = fill_one(entry, file, answers)
    if not one then
      return nil, problem, kind
    end
    filled[#filled + 1] = one
  end
  return filled
end

--- The filled files: { path, text }.
---@return table[]|nil files, string|nil message, string|nil code
function template.fill(entry, answers)
  if is_own(entry) then
    return template.fill_here(entry, answers)
  end
  return require("util.worker").call("template.fill", { entry = plain(entry), answers = answers })
end

return template
