--- A JSON document that somebody names on a command line.
local fs = require("host.fs")
local json = require("host.json")

local json_file = {}

local MARK = "\xEF\xBB\xBF"

-- The value and the text, or nil, message, code.
local function read(path, shown, most)
  shown = path == "-" and "standard input" or shown or path
  local text, message, code = fs.read(path, most)
  if not text then
    return nil, ("%s: %s"):format(shown, message:match(": (.*)$") or message), code
  elseif not text:find("%S") then
    return nil, shown .. ":1:1: is empty, JSON is expected", "syntax"
  elseif text:sub(1, #MARK) == MARK then
    return nil, shown .. ":1:1: begins with a byte order mark; save it as UTF-8 without one",
      "syntax"
  end
  local value, problem = json.decode(text)
  if value == nil then
    return nil, ("%s:%s"):format(shown, problem), "syntax"
  end
  return value, text
end

--- Read one.
---@param path string `-` is standard input
---@param shown string|nil the path for messages; path itself when left out
---@param most integer|nil bytes; more is "limit"
---@return any value, string|nil message, string|nil code
function json_file.read(path, shown, most)
  local value, message, code = read(path, shown, most)
  if value == nil then
    return nil, message, code
  end
  return value
end

--- Read one whose values are to be found again.
---@param path string `-` is standard input
---@param shown string|nil the path for messages
---@return any value, table|string document of util.json_places, or message, string|nil code
function json_file.located(path, shown)
  local value, text, code = read(path, shown)
  if value == nil then
    return nil, text, code
  end
  return value, require("util.json_places").of(text, value)
end

--- Read one that has to be an object.
---@param path string `-` is standard input
---@param shown string|nil the path for messages
---@param what string such as "the config"
---@param most integer|nil bytes
---@return table|nil object, string|nil message, string|nil code
function json_file.object(path, shown, what, most)
  local value, message, code = json_file.read(path, shown, most)
  if value == nil then
    return nil, message, code
  elseif not json.is_object(value) then
    return nil, ("%s:1:1: %s must be a JSON object"):format(
      path == "-" and "standard input" or shown or path, what), "invalid"
  end
  return value
end

return json_file
