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
function path.absolute(text)
  if text:sub(1, 1) ~= "/" then
    text = fs.current_directory() .. "/" .. text
  end
  return path.normalize(text)
end

--- `text` as seen from `base` (both absolute) when it lies below; nil otherwise.
---@return string|nil
function path.below(text, base)
  if text == base then
    return "."
  end
  local prefix = base == "/" and "/" or base .. "/"
  return text:sub(1, #prefix) == prefix and text:sub(#prefix + 1) or nil
end

--- The folder of a path.
function path.folder(text)
  return text:match("^(.*)/[^/]*$") or "."
end

--- The last name of a path.
function path.name(text)
  return text:match("([^/]*)/*$")
end

local function is_executable(file)
  local stat = fs.stat(file)
  return stat ~= nil and stat.kind == "file" and stat.mode & tonumber("111", 8) ~= 0
end

--- The file of a program on PATH; a name with a slash is the file itself.
---@param name string
---@return string|nil
function path.find(name)
  if name:find("/", 1, true) then
    return is_executable(name) and name or nil
  end
  for folder in ((process.getenv("PATH") or "") .. ":"):gmatch("([^:]*):") do
    local file = (folder == "" and "." or folder) .. "/" .. name
    if is_executable(file) then
      return file
    end
  end
  return nil
end

return path
