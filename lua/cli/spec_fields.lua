--- The fields of a connection specification as a flat list.
local json = require("host.json")

local spec_fields = {}

local function type_of(schema)
  local kind = schema.type
  if json.is_array(kind) then
    local names = {}
    for _, name in ipairs(kind) do
      if name ~= "null" then
        names[#names + 1] = tostring(name)
      end
    end
    return table.concat(names, "|")
  elseif type(kind) == "string" then
    return kind
  elseif json.is_object(schema.properties) or json.is_array(schema.oneOf) then
    return "object"
  end
  return "any"
end

local function contains(list, name)
  for _, one in ipairs(json.is_array(list) and list or {}) do
    if one == name then
      return true
    end
  end
  return false
end

local function value_or_null(value)
  if value == nil then
    return json.null
  end
  return value
end

local walk

local function add(state, schema, path, required)
  if state.seen[path] then
    return
  end
  state.seen[path] = true
  state.list[#state.list + 1] = json.new_object({
    { "name", path },
    { "type", type_of(schema) },
    { "required", required },
    { "secret", schema.airbyte_secret == true },
    { "title", value_or_null(schema.title) },
    { "description", value_or_null(schema.description) },
    { "default", value_or_null(schema.default) },
    { "examples", json.is_array(schema.examples) and schema.examples or json.new_array() },
  })
end

local function order_of(schema)
  local order = json.is_object(schema) and schema.order
  return type(order) == "number" and order or math.huge
end

function walk(state, schema, prefix)
  local properties = json.is_object(schema.properties) and schema.properties or json.new_object()
  local names = json.keys(properties)
  local position = {}
  for index, name in ipairs(names) do
    position[name] = index
  end
  table.sort(names, function(a, b)
    local first, second = order_of(properties[a]), order_of(properties[b])
    if first ~= second then
      return first < second
    end
    return position[a] < position[b]
  end)
  for _, name in ipairs(names) do
    local member = properties[name]
    if json.is_object(member) then
      add(state, member, prefix .. name, contains(schema.required, name))
      walk(state, member, prefix .. name .. ".")
    end
  end
  for _, key in ipairs({ "oneOf", "anyOf", "allOf" }) do
    for _, form in ipairs(json.is_array(schema[key]) and schema[key] or {}) do
      if json.is_object(form) then
        walk(state, form, prefix)
      end
    end
  end
end

--- @param specification table connectionSpecification
--- @return table list JSON array of { name, type, required, secret, title, description, default,
--- examples }
function spec_fields.of(specification)
  local state = { list = json.new_array(), seen = {} }
  if json.is_object(specification) then
    walk(state, specification, "")
  end
  return state.list
end

return spec_fields
