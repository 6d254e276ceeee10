--- Changes of values inside a YAML text. What is not changed keeps every byte: comments,
--- order, quoting, line ends. Each edit is read back; one that does not read as the wanted
--- value is thrown away and done again more coarsely, in the end by writing the text anew.
local json = require("host.json")
local yaml = require("host.yaml")
local patch = require("util.yaml.patch")
local tree = require("util.yaml.tree")
local value = require("util.value")

local yaml_edit = {}

-- What was edited has to read as what was wanted.
local function direct(text, old, new)
  local root = tree.parse(text)
  local result = root and patch.apply(text, root, old, new)
  local read = result and yaml.decode(result, "text")
  return read ~= nil and value.equal(read, new) and result or nil
end

-- With aliases, anchors are edited first: what follows them may then be right as it is.
local function fine(text, old, new)
  local root = text:find("*", 1, true) and tree.parse(text)
  local begun = root and patch.apply(text, root, old, new, true)
  local read = begun and yaml.decode(begun, "text")
  if read ~= nil and value.equal(read, new) then
    return begun
  end
  local result = read ~= nil and begun ~= text and direct(begun, read, new)
  return result or direct(text, old, new)
end

--- The text, changed so that it reads as `new`.
---@param text string YAML
---@param new any the wanted value
---@return string|nil text the same string when nothing differs
---@return boolean|string coarse true when it had to be written anew: comments are lost; or why not
---@return string|nil code
function yaml_edit.merge(text, new)
  local old, message, code = yaml.decode(text, "text")
  if old == nil then
    return nil, message, code
  elseif value.equal(old, new) then
    return text, false
  end
  local result = fine(text, old, new)
  if result then
    return result, false
  end
  return yaml.encode(new), true
end

-- A copy of an object with one key set behind another one, or taken out.
local function with_key(object, key, item, after)
  local copy, done = json.new_object(), item == nil
  for name, member in pairs(object) do
    if name ~= key then
      copy[name] = member
    elseif item ~= nil then
      copy[name] = item
      done = true
    end
    if name == after and not done and object[key] == nil then
      copy[key] = item
      done = true
    end
  end
  if not done then
    copy[key] = item
  end
  return copy
end

local function with_path(object, path, i, item, after)
  local key = path[i]
  if i == #path then
    return with_key(object, key, item, after)
  end
  local inner = object[key]
  inner = json.is_object(inner) and inner or json.new_object()
  return with_key(object, key, with_path(inner, path, i + 1, item, after), after)
end

--- Sets one value; mappings on the way are made.
---@param text string YAML, a mapping
---@param path string[] keys
---@param item any nil: the key and its whole line are taken out
---@param after string|nil a new key is put behind this one
---@return string|nil text
---@return boolean|string
---@return string|nil
function yaml_edit.set(text, path, item, after)
  local old, message, code = yaml.decode(text, "text")
  if old == nil then
    return nil, message, code
  elseif not json.is_object(old) then
    return nil, "text:1:1: is no mapping", "syntax"
  end
  return yaml_edit.merge(text, with_path(old, path, 1, item, after))
end

return yaml_edit
