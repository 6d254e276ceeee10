--- Paths as text, and programs on PATH.
local fs = require("host.fs")
local process = require("host.process")

local path = {}

--- A path without ".", "..", doubled and final slashes. A relative path stays so.
---@param text string
---@return string
function path.normalize(text)
  local absolute = text:sub(1, 1) == "/"
  local parts = {}
  for part in text:gmatch("[^/]+") do
    if part == ".." and #parts > 0 and parts[#parts] ~= ".." then
      parts[#parts] = nil
    elseif part == ".." and absolute then
      parts[#parts + 1] = nil
    elseif part ~= "." then
      parts[#parts + 1] = part
    end
  end
  local joined = table.concat(parts, "/")
  return absolute and "/" .. joined or (joined == "" and "." or joined)
end

--- A path made absolute and normal.
---@param text string
---@return string
function path.absolute(text)
  if text:sub(1, 1) ~= "/" then
    text = fs.current_directory() .. "/" .. text
  end
  return path.normalize(text)
end

--- `text` as seen from `base` (both absolute) when it lies below; nil otherwise.
---@param text string
---@param base string
---@return string|nil
function path.below(text, base)
  if text == base then
    return "."
  end
  local prefix = base == "/" and "/" or base .. "/"
  return text:sub(1, #prefix) == prefix and text:sub(#prefix + 1) or nil
end

--- The folder of a path.
---@param text string
---@return string
function path.folder(text)
  return text:match("^(.*)/[^/]*$") or "."
end

--- The last name of a path.
---@param text string
---@return string
function path.name(text)
  return text:match("([^/]*)/*$")
end

local function is_executable(file)
  local stat = fs.stat(file)
  return stat ~= nil and stat.kind == "file" and stat.mode & tonumber("111", 8) ~= 0
end

--- The file of a program on PATH; a name with a slash is the file itself. An empty part of PATH,
--- the current folder, is passed over: nothing is run from there by accident.
---@param name string
---@return string|nil
function path.find(name)
  if name:find("/", 1, true) then
    return is_executable(name) and name or nil
  end
  for folder in ((process.getenv("PATH") or "") .. ":"):gmatch("([^:]*):") do
    local file = folder .. "/" .. name
    if folder ~= "" and is_executable(file) then
      return file
    end
  end
  return nil
end

--- Names of the programs on PATH that begin with `prefix`, sorted, each once.
---@param prefix string
---@return string[]
function path.programs(prefix)
  local names, seen = {}, {}
  for folder in ((process.getenv("PATH") or "") .. ":"):gmatch("([^:]*):") do
    for _, name in ipairs(folder ~= "" and fs.list(folder, prefix) or {}) do
      if not seen[name] and is_executable(folder .. "/" .. name) then
        seen[name] = true
        names[#names + 1] = name
      end
    end
  end
  table.sort(names)
  return names
end

return path
