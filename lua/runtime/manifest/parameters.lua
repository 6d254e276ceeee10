--- Types and $parameters go down the tree (§7.2, §7.3).
---
--- What changes is copied, what does not stays as it is: a node that several places share is shared
--- by all of them again where the same parameters come to it.
local failure = require("runtime.failure")
local json = require("host.json")
local origins = require("runtime.manifest.origins")
local registry = require("runtime.manifest.registry")
local values = require("util.later")("runtime.interpolation.values")

local parameters = {}

local EMPTY = json.new_object()

--- Nodes that are made and fields that are filled: parameters that are components themselves, each
--- in all of the others, make much of little. The most that a known connector fills is 70,000.
local MOST_FILLED = 500000

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
  local result = json.clone(base)
  for key, value in pairs(over) do
    result[key] = value
  end
  return result
end

local function without(map, name)
  if map[name] == nil then
    return map
  end
  local result = json.clone(map)
  json.remove(result, name)
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

local pass = {}
pass.__index = pass

--- A copy of a node, unless `made` is one already.
function pass:copy(node, made)
  return made == node and self.origins:clone(node) or made
end

function pass:charge(amount, node)
  self.filled = self.filled + amount
  if self.filled > MOST_FILLED then
    failure.raise({
      type = "config_error",
      class = "ParameterError",
      message = ("$parameters fill more than %d fields"):format(MOST_FILLED),
      node = self.origins:of(node)[1],
      reference = true,
    })
  end
end

--- How many nodes a value has when it is walked.
function pass:size(value)
  if type(value) ~= "table" then
    return 1
  elseif not self.sizes[value] then
    local size = 1
    for _, member in pairs(value) do
      size = size + self:size(member)
    end
    self.sizes[value] = size
  end
  return self.sizes[value]
end

--- A parameter as the value of a field. A table is a copy, one for all fields: what stands in the
--- place of the parameter must not answer for each of them.
function pass:parameter(value)
  if type(value) ~= "table" then
    return value
  end
  if not self.copies[value] then
    self.copies[value] = json.copy(value)
    self.origins:disown(self.copies[value])
  end
  return self.copies[value]
end

function pass:fill(node, made, current)
  for name, value in pairs(current) do
    self:charge(self:size(value), node)
    if is_falsy(made[name]) then
      made = self:copy(node, made)
      made[name] = self:parameter(value)
    end
  end
  return made
end

function pass:list(list, parent_type, field_name, inherited)
  local made = list
  for index, element in ipairs(list) do
    if json.is_object(element) then
      local component = self:component(element, parent_type, field_name, inherited)
      if component ~= element then
        made = self:copy(list, made)
        made[index] = component
      end
    end
  end
  return made
end

--- @return table made
--- @return table current without the empty parameters whose names are those of lists and mappings:
---   neither the node nor the fields after them have those
function pass:fields(node, made, current)
  for name, value in pairs(made) do
    local filled = value
    local is_object = json.is_object(value)
    if is_object or json.is_array(value) then
      local others = without(current, name)
      local walk = is_object and self.component or self.list
      filled = walk(self, value, made.type, name, others)
      current = is_falsy(current[name]) and others or current
    end
    if filled ~= value then
      made = self:copy(node, made)
      made[name] = filled
    end
  end
  return made, current
end

--- A mapping that is no component may hold some.
function pass:untyped(node, made, current)
  for name, value in pairs(made) do
    local filled = has_type(value) and self:component(value, nil, nil, current) or value
    if filled ~= value then
      made = self:copy(node, made)
      made[name] = filled
    end
  end
  return made
end

-- Parameters that are no mapping: in the words of the reference, and in those of lint.
function pass:refuse(node, own)
  local holder
  for _, origin in ipairs(self.origins:of(node)) do
    holder = holder or origin["$parameters"] ~= nil and origin or nil
  end
  failure.raise({
    type = "config_error",
    class = "TypeError",
    message = ("'%s' object is not a mapping"):format(values.kind(own)),
    told = "$parameters must be a mapping",
    node = holder,
    field = "$parameters",
    reference = true,
  })
end

--- @return table made, table current the parameters that hold for the node
function pass:own_parameters(node, made, inherited)
  local own = node["$parameters"]
  if own == nil then
    return made, inherited
  end
  if not json.is_object(own) then
    self:refuse(node, own)
  end
  made = self:copy(node, made)
  json.remove(made, "$parameters")
  return made, self.parent_wins and merged(own, inherited) or merged(inherited, own)
end

function pass:complete(node, default, inherited)
  local typed = node
  if default then
    typed = self:copy(node, node)
    typed.type = default
  end
  local made, current = self:own_parameters(node, typed, inherited)
  if is_schema(made) then
    return made
  elseif made.type == nil then
    return self:untyped(node, made, current)
  end
  made, current = self:fields(node, self:fill(node, made, current), current)
  if json.size(current) > 0 then
    made = self:copy(node, made)
    made["$parameters"] = current
  end
  return made
end

--- What was made of nodes with these parameters and this default type.
function pass:known(inherited, default)
  local by_default = self.made[inherited] or {}
  self.made[inherited] = by_default
  by_default[default] = by_default[default] or { made = {}, costs = {} }
  return by_default[default]
end

function pass:component(node, parent_type, field_name, inherited)
  local default = node.type == nil and default_type(node, parent_type, field_name) or nil
  local known = self:known(inherited, default or "")
  if known.made[node] then
    self:charge(known.costs[node], node)
    return known.made[node]
  end
  local before = self.filled
  self:charge(1, node)
  local made = self:complete(node, default, inherited)
  known.made[node], known.costs[node] = made, self.filled - before
  return made
end

--- Fills types and parameters in a component and everything below it.
--- @param node table the component; it stays as it is
--- @param options table|nil origins (of the nodes, see origins.lua),
---   parent_wins (parameters of parents override a component's own)
--- @return table the component with its types and parameters: a copy where something changed, the
---   node itself where nothing did
function parameters.propagate(node, options)
  options = options or {}
  local state = setmetatable({
    origins = options.origins or origins.new(), parent_wins = options.parent_wins, filled = 0,
    made = {}, sizes = {}, copies = {},
  }, pass)
  return state:component(node, nil, nil, EMPTY)
end

return parameters
