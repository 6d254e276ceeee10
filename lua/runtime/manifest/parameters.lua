--- Types and $parameters go down the tree (§7.2, §7.3). The tree is changed in place.
local json = require("host.json")
local registry = require("runtime.manifest.registry")

local parameters = {}

local EMPTY = json.new_object()

--- Python's falsehood of a JSON value.
local function is_falsy(value)
  if type(value) ~= "table" then
    return value == nil or value == json.null or value == false or value == "" or value == 0
  end
  return (json.is_object(value) and json.size(value) == 0)
    or (json.is_array(value) and #value == 0)
end

parameters.is_falsy = is_falsy

local function default_type(node, parent_type, field_name)
  local field = parent_type and registry.field(parent_type, field_name)
  if not field then
    return nil
  end
  if node.class_name ~= nil then
    return field.custom_type
  end
  return field.default_type
end

local function merged(base, over)
  local result = json.new_object()
  for key, value in pairs(base) do
    result[key] = value
  end
  for key, value in pairs(over) do
    result[key] = value
  end
  return result
end

local function without(map, name)
  if map[name] == nil then
    return map
  end
  local result = json.new_object()
  for key, value in pairs(map) do
    if key ~= name then
      result[key] = value
    end
  end
  return result
end

--- A mapping that is a JSON schema: left alone.
local function is_schema(node)
  local kind = node.type
  return kind == "object" or json.is_object(kind) or json.is_array(kind)
end

local function has_type(value)
  return json.is_object(value) and not is_falsy(value.type)
end

local propagate

local function into_untyped(node, context)
  local nested = false
  for _, value in pairs(node) do
    nested = nested or has_type(value)
  end
  if not nested then
    return
  end
  for _, value in pairs(node) do
    if has_type(value) then
      local current = context.current
      propagate(value, context.parent_type, context.field_name, current, context.parent_wins)
    end
  end
end

local function fill(node, current)
  for name, value in pairs(current) do
    if is_falsy(node[name]) then
      node[name] = type(value) == "table" and json.copy(value) or value
    end
  end
end

local function into_fields(node, current, parent_wins)
  for _, name in ipairs(json.keys(node)) do
    local value = node[name]
    if json.is_object(value) then
      propagate(value, node.type, name, without(current, name), parent_wins)
    elseif json.is_array(value) then
      for _, element in ipairs(value) do
        if json.is_object(element) then
          propagate(element, node.type, name, without(current, name), parent_wins)
        end
      end
    end
  end
end

function propagate(node, parent_type, field_name, inherited, parent_wins)
  if node.type == nil then
    local found = default_type(node, parent_type, field_name)
    if found then
      node.type = found
    end
  end
  local own = node["$parameters"]
  local current = inherited
  if own ~= nil then
    json.remove(node, "$parameters")
    if json.is_object(own) then
      current = parent_wins and merged(own, inherited) or merged(inherited, own)
    end
  end
  if is_schema(node) then
    return
  end
  if node.type == nil then
    return into_untyped(node, {
      parent_type = parent_type,
      field_name = field_name,
      current = current,
      parent_wins = parent_wins,
    })
  end
  fill(node, current)
  into_fields(node, current, parent_wins)
  if json.size(current) > 0 then
    node["$parameters"] = current
  end
end

--- Fills types and parameters in a component and everything below it.
--- @param node table the component, changed in place
--- @param options table|nil parent_type and field_name (of the place it stands in), inherited
---   (parameters, a JSON object), parent_wins (parameters of parents override a component's own)
function parameters.propagate(node, options)
  options = options or {}
  local inherited = options.inherited or EMPTY
  propagate(node, options.parent_type, options.field_name, inherited, options.parent_wins)
  return node
end

return parameters
