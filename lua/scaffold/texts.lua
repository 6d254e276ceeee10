--- The texts of a template, read before its code runs in a process that reads nothing.
local fs = require("host.fs")
local json = require("host.json")

local texts = {}

local MAX_FILES, MAX_BYTES = 2000, 32 * 1024 * 1024

-- A link is no file of a template: it could show what lies anywhere. It counts as `false`.
local function add(state, path, name)
  local kind = fs.kind(path)
  local text, message, code = false, nil, nil
  if kind == "file" then
    text, message, code = fs.read(path, MAX_BYTES)
  end
  if text == nil then
    return nil, message, code
  end
  state.found[name] = text
  state.files, state.bytes = state.files + 1, state.bytes + (text and #text or 0)
  if state.files > MAX_FILES or state.bytes > MAX_BYTES then
    return nil, ("%s: more than %d files or %d MB"):format(state.folder, MAX_FILES,
      MAX_BYTES >> 20), "limit"
  end
  return true
end

local function walk(state, path, prefix)
  local names = fs.list(path) or {}
  table.sort(names)
  for _, name in ipairs(names) do
    local below = path .. "/" .. name
    local is_folder = fs.kind(below) == "directory"
    local ok, message, code = (is_folder and walk or add)(state, below,
      prefix .. name .. (is_folder and "/" or ""))
    if not ok then
      return nil, message, code
    end
  end
  return true
end

--- The entry of a template with its texts: `text` of template.lua, `texts` of files/ by name.
---@param entry table { name, kind, folder, file }
---@param with_files boolean
---@return table|nil entry, string|nil message, string|nil code
function texts.read(entry, with_files)
  local text, message, code = fs.read(entry.file, MAX_BYTES)
  if not text then
    return nil, message, code
  end
  local state = { found = json.new_object(), files = 0, bytes = 0, folder = entry.folder }
  local root = entry.folder .. "/files"
  if with_files and fs.kind(root) == "directory" then
    local ok, problem, kind = walk(state, root, "")
    if not ok then
      return nil, problem, kind
    end
  end
  return { name = entry.name, kind = entry.kind, folder = entry.folder, file = entry.file,
    text = text, texts = with_files and state.found or nil }
end

return texts
