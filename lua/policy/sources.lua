--- The files of policies: where they are found and their texts. Nothing of theirs is run here.
---
--- An entry: { name, kind, file, shown, text, test_text }. `kind` is project, pack, user,
--- installed or embedded; `shown` names the file in messages.
local embedded = require("host.embedded")
local fs = require("host.fs")
local place = require("util.place")

local sources = {}

local MAX_BYTES = 1024 * 1024

-- Those inside the program are read when somebody asks for their text.
local embedded_entry = {}

function embedded_entry.__index(entry, key)
  local ending = key == "text" and ".lua" or key == "test_text" and "_test.lua"
  return ending and embedded.read("scripts/policies/" .. entry.name .. ending) or nil
end

local own = { embedded = true, installed = true }

--- Whether a policy came with revos, so that it needs no process of its own.
function sources.is_own(entry)
  return own[entry.kind] or false
end

local function folders(root, packs)
  local list = {}
  local function add(kind, path, shown)
    if path and fs.kind(path) == "directory" then
      list[#list + 1] = { kind = kind, path = path, shown = shown or path }
    end
  end
  add("project", root and root .. "/policies", "policies")
  for _, pack in ipairs(packs) do
    add("pack", pack.folder, pack.shown)
  end
  local user, share = place.config_home(), place.share()
  add("user", user and user .. "/policies")
  add("installed", share and share .. "/scripts/policies")
  list[#list + 1] = { kind = "embedded", path = "scripts/policies",
    shown = "revos:scripts/policies" }
  return list
end

local function names_in(folder)
  local names = {}
  if folder.kind == "embedded" then
    for _, file in ipairs(embedded.list("scripts/policies/")) do
      names[#names + 1] = file:match("^scripts/policies/([^/]+)$")
    end
  else
    names = fs.list(folder.path) or {}
  end
  table.sort(names)
  return names
end

local function read(folder, name)
  local file = folder.path .. "/" .. name
  local kind = fs.kind(file)
  if kind == "link" and (folder.kind == "user" or folder.kind == "installed") then
    kind = fs.kind(fs.realpath(file) or file)
  end
  if kind ~= "file" then
    return nil, ("%s/%s: a policy is a file, not a %s"):format(folder.shown, name, kind == "other"
      and "device" or kind), "invalid"
  end
  local text, message, code = fs.read(file, MAX_BYTES)
  if not text then
    return nil, ("%s/%s: %s"):format(folder.shown, name, message:match(": (.*)$") or message), code
  end
  return text
end

local function entry_of(folder, file, names)
  local name = file:sub(1, -5)
  local test = names[name .. "_test.lua"] and name .. "_test.lua"
  local entry = { name = name, kind = folder.kind, file = folder.path .. "/" .. file,
    shown = folder.shown .. "/" .. file, test_shown = test and folder.shown .. "/" .. test or nil }
  if folder.kind == "embedded" then
    return setmetatable(entry, embedded_entry)
  end
  local message, code
  entry.text, message, code = read(folder, file)
  if entry.text and test then
    entry.test_text, message, code = read(folder, test)
  end
  if message then
    return nil, message, code
  end
  return entry
end

local function add_folder(entries, seen, folder)
  local names = names_in(folder)
  for _, name in ipairs(names) do
    names[name] = true
  end
  for _, file in ipairs(names) do
    if file:find("%.lua$") and not file:find("_test%.lua$") and not file:find("^%.")
      and not seen[file] then
      local entry, message, code = entry_of(folder, file, names)
      if not entry then
        return nil, message, code
      end
      seen[file] = true
      entries[#entries + 1] = entry
    end
  end
  return true
end

local function packs_of(root, pins)
  if next(pins) == nil and not (root and fs.kind(root .. "/policies/packs")) then
    return {}
  end
  return require("policy.pack").all(root, pins)
end

--- All policies, those of the project first; a name hides the same name further on.
---@param root string|nil the project's folder
---@param settings table of policy.settings
---@return table[]|nil entries, string|nil message, string|nil code, table|nil details
function sources.all(root, settings)
  local packs, message, code, details = packs_of(root, settings.packs)
  if not packs then
    return nil, message, code, details
  end
  local entries, seen = {}, {}
  for _, folder in ipairs(folders(root, packs)) do
    local ok, problem, kind = add_folder(entries, seen, folder)
    if not ok then
      return nil, problem, kind
    end
  end
  return entries
end

return sources
