--- Mappings and nested structures whose texts are templates (reference §8.2).
local expressions = require("runtime.interpolation.expressions")
local json = require("host.json")
local template = require("runtime.interpolation.template")
local values = require("runtime.interpolation.values")

local structures = {}

local function is_static(value)
  if type(value) == "string" then
    return template.is_plain(value) and not require("runtime.interpolation.literal").eval(value)
  elseif type(value) ~= "table" or value == json.null then
    return true
  end
  for key, member in pairs(value) do
    if not is_static(member) or (type(key) == "string" and not is_static(key)) then
      return false
    end
  end
  return true
end

local function collect(value, names)
  if type(value) == "string" then
    for name in pairs(template.of(value):variables()) do
      names[name] = true
    end
  elseif type(value) == "table" and value ~= json.null then
    for key, member in pairs(value) do
      collect(key, names)
      collect(member, names)
    end
  end
  return names
end

local function variables(self)
  return collect(self.value, {})
end

local function all_steady(value)
  if type(value) == "string" then
    return template.of(value).is_steady
  elseif type(value) == "table" and value ~= json.null then
    for key, member in pairs(value) do
      if not all_steady(key) or not all_steady(member) then
        return false
      end
    end
  end
  return true
end

local function is_steady(self)
  return all_steady(self.value)
end

local TEXT_ONLY = { str = true }

local mapping_type = { variables = variables, is_steady = is_steady }
mapping_type.__index = mapping_type

local kept_types = { text_or_list = { str = true, list = true } }

--- A mapping whose keys and values are templates. Keys stay text.
--- @param options table|nil `kept_types`: "text_or_list" when values of other types stay text, as
---   in request parameters
function structures.mapping(mapping, options)
  return setmetatable({
    value = mapping,
    keep = options and kept_types[options.kept_types],
    is_static = is_static(mapping),
  }, mapping_type)
end

function mapping_type:eval(context)
  local result = json.new_object()
  context = context or {}
  for key, value in pairs(self.value) do
    local name = expressions.evaluate(key, context, nil, TEXT_ONLY)
    if type(value) == "string" then
      value = expressions.evaluate(value, context, nil, self.keep)
    end
    if type(name) == "string" and value ~= json.null then
      result[name] = value
    end
  end
  return result
end

local nested_type = { variables = variables, is_steady = is_steady }
nested_type.__index = nested_type

--- Any JSON structure with templates in it. Types are kept; keys are evaluated too; None members of
--- mappings are left out, those of lists stay.
function structures.nested(value)
  return setmetatable({ value = value, is_static = is_static(value) }, nested_type)
end

local eval_nested

local function eval_object(object, context, keep)
  local list, plain = {}, true
  for key, member in pairs(object) do
    local name = expressions.evaluate(key, context, nil, keep)
    local value = eval_nested(member, context, keep)
    plain = plain and type(name) == "string"
    list[#list + 1] = { name, value }
  end
  local dicts = require("runtime.interpolation.dicts")
  local kept = {}
  for _, pair in ipairs(plain and list or dicts.pairs(dicts.from_pairs(list))) do
    if pair[2] ~= values.None then
      kept[#kept + 1] = pair
    end
  end
  return require("runtime.interpolation.json_values").dict(kept)
end

function eval_nested(value, context, keep)
  if type(value) == "string" then
    return expressions.evaluate(value, context, nil, keep)
  elseif json.is_object(value) then
    return eval_object(value, context, keep)
  elseif json.is_array(value) then
    local list = {}
    for index, member in ipairs(value) do
      list[index] = eval_nested(member, context, keep)
    end
    return json.new_array(list)
  end
  return value
end

function nested_type:eval(context)
  return eval_nested(self.value, context or {}, self.keep)
end

return structures
