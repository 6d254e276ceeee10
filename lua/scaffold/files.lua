--- The files that a template makes: which, and their text with the answers filled in.
local embedded = require("host.embedded")
local engine = require("scaffold.engine")
local fs = require("host.fs")
local safe = require("util.safe_path")

local files = {}

local MAX_FILES, MAX_BYTES = 500, 8 * 1024 * 1024

-- Files below a folder; a link is none, it could show what lies anywhere.
local function walk(path, prefix, list)
  local names = fs.list(path) or {}
  table.sort(names)
  for _, name in ipairs(names) do
    local kind = fs.kind(path .. "/" .. name)
    if kind == "directory" then
      walk(path .. "/" .. name, prefix .. name .. "/", list)
    else
      list[#list + 1] = prefix .. name
    end
  end
end

local function names_of(entry)
  local list = {}
  if entry.texts then
    return require("host.json").keys(entry.texts)
  elseif entry.kind ~= "embedded" then
    walk(entry.folder .. "/files", "", list)
    return list
  end
  local prefix = entry.folder .. "/files/"
  for _, file in ipairs(embedded.list(prefix)) do
    list[#list + 1] = file:sub(#prefix + 1)
  end
  return list
end

local function all_of(entry)
  local list = {}
  for i, name in ipairs(names_of(entry)) do
    list[i] = { path = name, from = name }
  end
  return list
end

local function wanted(entry, answers)
  if not entry.declared.files then
    return all_of(entry)
  end
  local ok, list = require("util.sandbox").call(entry.declared.files, answers)
  if not ok then
    return nil, list, "script"
  elseif type(list) ~= "table" then
    return nil, entry.file .. ": files() must return a list", "script"
  end
  for index, file in ipairs(list) do
    if type(file) ~= "table" or type(file.path) ~= "string"
      or type(file.from or file.content) ~= "string" then
      return nil,
        ("%s: files()[%d] needs a 'path', and 'from' or 'content'"):format(entry.file, index),
        "script"
    end
  end
  return list
end

-- Whether some part of the path is a link.
local function has_link(folder, path)
  local at = folder
  for part in path:gmatch("[^/]+") do
    at = at .. "/" .. part
    if fs.kind(at) == "link" then
      return true
    end
  end
  return false
end

local function read_from(entry, from)
  local folder = entry.folder .. "/files"
  local name = ("%s/%s"):format(folder, from)
  local problem = safe.problem(from)
  local given = entry.texts and entry.texts[from]
  if not problem and entry.kind ~= "embedded"
    and (given == false or not entry.texts and has_link(folder, from)) then
    problem = "it is a link"
  end
  if problem then
    return nil, ("%s: '%s' is no file of the template: %s"):format(entry.file, from, problem),
      "script"
  end
  local text, message, code
  if entry.texts then
    text = given
  elseif entry.kind == "embedded" then
    text = embedded.read(name)
  else
    text, message, code = fs.read(name, MAX_BYTES)
  end
  if not text then
    return nil, message or name .. ": not in the template", code or "script"
  end
  return text, name
end

local function path_of(entry, file, answers)
  local path, message, code = engine.fill(file.path, entry.file, answers)
  if not path then
    return nil, message, code
  end
  local problem = safe.problem(path)
  if problem then
    return nil,
      ("%s: '%s' is no path inside the new folder: %s"):format(entry.file,
        path:gsub("%c", "?"), problem),
      "script"
  end
  return path
end

local function fill_one(entry, file, answers)
  local text, name = file.content, entry.file
  if file.from then
    local code
    text, name, code = read_from(entry, file.from)
    if not text then
      return nil, name, code
    end
  end
  local path, message, code = path_of(entry, file, answers)
  if not path then
    return nil, message, code
  end
  text, message, code = engine.fill(text, name, answers)
  if not text then
    return nil, message, code
  end
  return { path = path, text = text }
end

-- One file cannot be two, nor the folder of another.
local function clash(list, entry)
  local seen = {}
  for _, file in ipairs(list) do
    seen[file.path:lower()] = (seen[file.path:lower()] or 0) + 1
  end
  for _, file in ipairs(list) do
    local path = file.path:lower()
    local twice = seen[path] > 1
    for folder in path:gmatch("()/") do
      twice = twice or seen[path:sub(1, folder - 1)]
    end
    if twice then
      return nil, ("%s: two files would be '%s'"):format(entry.file, file.path), "script"
    end
  end
  return list
end

--- The filled files of a loaded template, its code run in this process.
---@param entry table { kind, folder, file, declared }
---@param answers table
---@return table[]|nil files { path, text }, string|nil message, string|nil code
function files.fill(entry, answers)
  local list, message, code = wanted(entry, answers)
  if not list then
    return nil, message, code
  end
  local filled, bytes = {}, 0
  for _, file in ipairs(list) do
    local one, problem, kind = fill_one(entry, file, answers)
    if not one then
      return nil, problem, kind
    end
    filled[#filled + 1] = one
    bytes = bytes + #one.text
    if #filled > MAX_FILES or bytes > MAX_BYTES then
      return nil, ("%s: more than %d files or %d MB"):format(entry.file, MAX_FILES,
        MAX_BYTES >> 20), "script"
    end
  end
  return clash(filled, entry)
end

return files
