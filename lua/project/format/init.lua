--- YAML files of a connector in canonical form.
local json = require("host.json")
local yaml = require("host.yaml")

local format = {}

local function guide_of(name, value)
  local guide = require("project.format.guide")
  if name == "connector.yaml" then
    return guide.of_shape(require("project.connector").SHAPE)
  end
  return guide.of_manifest(value)
end

local function print_text(text, guide)
  local root, reason = require("util.yaml.tree").parse(text)
  if not root then
    return nil, reason
  end
  local ok, result = pcall(require("project.format.layout").print, text, root, guide)
  if ok then
    return result
  elseif type(result) == "table" and result.unsupported then
    return nil, result.unsupported
  end
  error(result, 0)
end

local function same_value(text, value)
  local read = yaml.decode(text, "text")
  return read ~= nil and json.equal(read, value)
end

-- A block scalar at the very end keeps the newline that it has or has not.
local function with_end(result, source, value)
  if source:sub(-1) ~= "\n" and not same_value(result, value) then
    return (result:gsub("\n$", ""))
  end
  return result
end

--- What a text is, by what is in it.
---@param text string
---@return string name connector.yaml or manifest.yaml
function format.kind_of(text)
  local value = yaml.decode(text, "text")
  return json.is_object(value) and value.kind == "Connector" and "connector.yaml"
    or "manifest.yaml"
end

--- A text in canonical form.
---@param text string
---@param shown string the path for messages
---@param name string connector.yaml or manifest.yaml
---@return string|nil text, string|nil message, string|nil code
function format.text(text, shown, name)
  local value, message, code = yaml.decode(text, shown)
  if value == nil then
    return nil, message, code
  end
  local mark = text:match("^\xEF\xBB\xBF") or ""
  local eol = text:find("\r\n", 1, true) and "\r\n" or "\n"
  local plain = text:sub(#mark + 1):gsub("\r\n", "\n")
  local whole = plain:find("\n$") and plain or plain .. "\n"
  local result, reason = print_text(whole, guide_of(name, value))
  if not result then
    return nil, ("%s: has %s, which cannot be formatted"):format(shown, reason), "invalid"
  end
  result = mark .. with_end(result, plain, value):gsub("\n", eol)
  if not same_value(result, value) then
    return nil, shown .. ": formatting would change its value, so it is left alone", "invalid"
  end
  return result
end

return format
