--- Keywords that combine schemas.
local common = require("runtime.json_schema.common")
local json = require("host.json")

local one, append, reprs = common.one, common.append, common.reprs
local is_object, repr = common.is_object, common.repr

local rules = {}

function rules.allOf(validator, schemas, value)
  local found = {}
  for _, schema in ipairs(schemas) do
    append(found, validator:descend(value, schema))
  end
  return found
end

local function none_fits(value, context)
  local list = one("%s is not valid under any of the given schemas", repr(value))
  list[1].context = context
  return list
end

function rules.anyOf(validator, schemas, value)
  local context = {}
  for _, schema in ipairs(schemas) do
    local found = validator:descend(value, schema)
    if #found == 0 then
      return nil
    end
    append(context, found)
  end
  return none_fits(value, context)
end

function rules.oneOf(validator, schemas, value)
  local context, first = {}, nil
  local valid = {}
  for _, schema in ipairs(schemas) do
    local found = validator:descend(value, schema)
    if #found > 0 then
      append(context, found)
    elseif first == nil then
      first = schema
    else
      valid[#valid + 1] = schema
    end
  end
  if first == nil then
    return none_fits(value, context)
  elseif #valid > 0 then
    valid[#valid + 1] = first
    return one("%s is valid under each of %s", repr(value), reprs(valid))
  end
end

rules["not"] = function(validator, schema, value)
  if #validator:check(value, schema) == 0 then
    return one("%s should not be valid under %s", repr(value), repr(schema))
  end
end

rules["if"] = function(validator, schema, value, parent)
  local branch = #validator:check(value, schema) == 0 and "then" or "else"
  if parent[branch] ~= nil then
    return validator:descend(value, parent[branch])
  end
end

rules["$ref"] = function(validator, reference, value)
  return validator:check(value, validator:resolve(reference))
end

local function dependency(value, name, needed)
  local found = {}
  for _, other in ipairs(needed) do
    if value[other] == nil then
      append(found, one("%s is a dependency of %s", repr(other), repr(name)))
    end
  end
  return found
end

local function dependencies(validator, map, value)
  local found = {}
  for name, needed in pairs(is_object(value) and map or {}) do
    if value[name] ~= nil then
      local more_found = json.is_array(needed) and dependency(value, name, needed)
        or validator:descend(value, needed)
      append(found, more_found)
    end
  end
  return found
end

rules.dependencies = dependencies

return rules
