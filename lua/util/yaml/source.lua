--- How a value is written into a YAML text: in the style of what stood there before.
local json = require("host.json")
local yaml = require("host.yaml")

local yaml_source = {}

local function reads_as(source, value)
  local decoded = yaml.decode("k: " .. source .. "\n", "text")
  return decoded ~= nil and decoded.k == value
end

local function single_line(text)
  return not text:find("[%c\x7f]") and utf8.len(text) ~= nil
end

local function single_quoted(text)
  return "'" .. text:gsub("'", "''") .. "'"
end

local function string_source(text, style, in_flow)
  if not single_line(text) or style == "double" then
    return json.encode(text)
  elseif style == "single" then
    return single_quoted(text)
  end
  local bare = not (in_flow and text:find("[,%[%]{}:#]"))
    and text:find("^[%w_./$@+-]") and reads_as(text, text)
  return bare and text or single_quoted(text)
end

--- Is this written on one line whatever the style: a scalar or an empty collection?
---@param value any
---@return boolean
function yaml_source.is_scalar(value)
  if json.is_object(value) then
    return json.size(value) == 0
  end
  return not json.is_array(value) or #value == 0
end

--- The source of a scalar (or of an empty collection).
---@param value any
---@param style string|nil style of the scalar that is replaced
---@param in_flow boolean|nil inside brackets
---@return string
function yaml_source.scalar(value, style, in_flow)
  if type(value) == "string" then
    return string_source(value, style, in_flow)
  elseif math.type(value) == "float" then
    return (yaml.encode(value):match("^[^\n]*"))
  end
  return json.encode(value)
end

-- Every line that is not empty moves right by `column`; the first stays where it is put.
local function indented(text, column, eol)
  local blanks = (" "):rep(column)
  text = text:gsub("\n+$", "")
  text = text:gsub("\n([^\n])", "\n" .. blanks .. "%1")
  return (text:gsub("\n", eol))
end

--- `key: value` in block style, without an end of line; its first line is not indented.
---@param key string
---@param value any
---@param column integer where the key stands
---@param eol string
---@return string
function yaml_source.entry(key, value, column, eol)
  return indented(yaml.encode(json.new_object({ { key, value } })), column, eol)
end

--- `- value` in block style, as entry().
---@param value any
---@param column integer where the dash stands
---@param eol string
---@return string
function yaml_source.item(value, column, eol)
  return indented(yaml.encode(json.new_array({ value })), column, eol)
end

--- `key: value` inside brackets.
---@param key string
---@param value any
---@param quoted boolean the other keys are in double quotes, as in JSON
---@return string
function yaml_source.flow_entry(key, value, quoted)
  local scalar = type(value) ~= "table" or value == json.null
  local source = (scalar and not quoted) and yaml_source.scalar(value, "plain", true)
    or json.encode(value)
  local name = quoted and json.encode(key) or string_source(key, "plain", true)
  return name .. ": " .. source
end

--- The key that an entry's source spells; nil when only a YAML reader can tell.
---@param source string
---@return string|nil
function yaml_source.key(source)
  local first = source:sub(1, 1)
  if first == '"' then
    local key = json.decode(source)
    return type(key) == "string" and key or nil
  elseif first == "'" then
    return (source:sub(2, -2):gsub("''", "'"))
  elseif first:find("[&!*]") then
    return nil
  end
  return source
end

return yaml_source
