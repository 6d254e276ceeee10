--- Fills stream templates with the values of dynamic streams (§19).
local dpath = require("runtime.values.dpath")
local failure = require("runtime.failure")
local json = require("host.json")
local objects = require("runtime.values.objects")
local values = require("runtime.interpolation.values")

local resolving = {}

--- A text that reads as YAML becomes that value.
local function parsed(value)
  if type(value) ~= "string" then
    return value
  end
  local result, message = require("host.yaml").decode(value, "value")
  if result == nil and message then
    return value
  end
  return result == nil and json.null or result
end

local function path_of(mapping, vars)
  local path = {}
  for index, segment in ipairs(mapping.path) do
    local value = segment:eval(vars)
    path[index] = type(value) == "string" and value or values.str(value)
  end
  return path
end

local function apply(mapping, stream, vars, options)
  if options.conditions and mapping.condition and not mapping.condition:eval(vars) then
    return
  end
  local value = mapping.value:eval(vars)
  local path = path_of(mapping, vars)
  if options.parses and not (mapping.value_type == "string" and type(value) == "string") then
    value = parsed(value)
  end
  local count = dpath.set(stream, path, value)
  if options.creates and mapping.create_or_update and count == 0 and objects.truthy(value) then
    dpath.new(stream, path, value)
  end
end

--- Raises a failure when a mapping has a condition, for the resolvers that know none.
--- @param gap string what the reference's text has too many of blanks
function resolving.refuse_conditions(mappings, gap)
  for _, mapping in ipairs(mappings) do
    if objects.truthy(mapping.condition) then
      failure.value_error(
        "`condition` is only supported for " .. gap .. "`ConfigComponentsResolver`"
      )
    end
  end
end

--- A copy of a template with every mapping applied.
--- @param mappings table list of ComponentMappingDefinition objects
--- @param vars table components_values and, where there is one, stream_slice
--- @param options table conditions, parses, creates: what this resolver's mappings may do
function resolving.fill(template, mappings, vars, options)
  local stream = json.copy(template)
  vars.stream_template_config = template
  for _, mapping in ipairs(mappings) do
    apply(mapping, stream, vars, options)
  end
  return stream
end

return resolving
