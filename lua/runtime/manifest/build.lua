--- The build context: what a component's build(node, build) works with.
---
---   build.config          the config, a JSON object
---   build.run             what the whole run shares: messages, state, cache, token cache, budget
---   build.stream          { name, primary_key, node } of the stream that is being built, or nil
---   build.router/.cursor  the stream's partition router and cursor while its retriever is built
---   build:component(node) the object of a child; build:components(list) those of a list
---   build:string(node, field) and kin: expressions bound to config and the node's $parameters
--- Expressions are evaluated with expr:eval(vars): `vars` is a plain table of the variables of the
--- place (json.null for None); config and parameters are put into it by eval.
local failure = require("runtime.failure")
local json = require("host.json")
local registry = require("runtime.manifest.registry")

local build = {}
build.__index = build

local EMPTY = json.new_object()

--- @param fields table config, run, manifest
function build.new(fields)
  return setmetatable(fields, build)
end

--- A context like this one with some fields replaced.
function build:child(fields)
  local child = {}
  for key, value in pairs(self) do
    child[key] = value
  end
  for key, value in pairs(fields) do
    child[key] = value
  end
  return setmetatable(child, build)
end

--- The parameters of a node. Each stream has its own: a template may change them.
function build:parameters(node)
  local given, own = node["$parameters"] or EMPTY, self.own_parameters
  if own and not own[given] then
    own[given] = json.copy(given)
  end
  return own and own[given] or given
end

--- A copy of a node, all the way down, that may be changed; it keeps its places.
function build:copy(node)
  return self.manifest and self.manifest.origins:copy(node) or json.copy(node)
end

--- @return string|nil "file:line:column" of a node's field, or of the node
function build:place(node, field)
  return self.manifest and self.manifest:place(node, field)
end

--- Raises a config error that names the place in the manifest.
function build:fail(node, field, message)
  local place = self:place(node, field)
  failure.raise({
    type = "config_error",
    message = place and ("%s: %s"):format(place, message) or message,
  })
end

-- Where a whole number is wanted, 2.0 is one.
local function whole(node, field, value)
  local definition = registry.find(node.type)
  local declared = definition and definition.by_name[field]
  return declared and declared.type:find("integer", 1, true) and math.tointeger(value) or value
end

--- The value of a field; nil when it is absent or null.
function build.value(_, node, field)
  local value = node[field]
  if value == json.null then
    return nil
  elseif math.type(value) == "float" then
    return whole(node, field, value)
  end
  return value
end

--- The object of a child component. `node` may be nil: nil.
--- @param overrides table|nil fields of the context that are replaced for the child
--- @param fallback string|nil the type of a mapping that need not say it
function build:component(node, overrides, fallback)
  if node == nil or node == json.null then
    return nil
  end
  local definition = type(node) == "table" and registry.find(node.type or fallback)
  if not definition or not definition.build then
    local name = node
    if type(node) == "table" then
      name = node.type or "None"
    end
    failure.raise({
      class = "ValueError",
      message = ("Could not build a component of type %s"):format(tostring(name)),
      unknown_component = type(node) == "table" and node.class_name ~= nil,
    })
  end
  local context = overrides and self:child(overrides) or self
  return definition.build(node, context)
end

--- The objects of a list of components, as a plain Lua list; {} when absent.
--- @param fallback string|nil as for component
function build:components(list, overrides, fallback)
  local objects = {}
  if list ~= nil and list ~= json.null then
    for index, node in ipairs(list) do
      objects[index] = self:component(node, overrides, fallback)
    end
  end
  return objects
end

local bound = {}
bound.__index = bound

--- The root names that the template reads: a set.
function bound:variables()
  return self.inner:variables()
end

--- Whether the same variables give the same value each time, as long as the config stays.
function bound:is_steady()
  return self.inner:is_steady()
end

local constant = { is_static = true }
constant.__index = constant

function constant:eval()
  return self.value
end

function constant.variables()
  return {}
end

function constant.is_steady()
  return true
end

-- The method `eval` of such an expression.
local function evaluator(inner, config, parameters)
  return function(_, vars)
    if not inner.is_static then
      vars = vars or {}
      vars.config, vars.parameters = config, parameters
    end
    return inner:eval(vars)
  end
end

function build:bind(inner, node)
  return setmetatable({
    inner = inner,
    is_static = inner.is_static,
    eval = evaluator(inner, self.config, build.parameters(self, node)),
  }, bound)
end

local function compiled(self, form, node, value)
  local interpolation = require("runtime.interpolation")
  return self:bind(interpolation[form](value), node)
end

--- A plain interpolated string (rendered, literal-evaluated); nil when the field is absent. A value
--- that is no string is a constant.
function build:string(node, field)
  return self:string_of(node, self:value(node, field))
end

--- The same for a value that is at hand; `node` lends its $parameters.
function build:string_of(node, value)
  if value == nil or value == json.null then
    return nil
  end
  if type(value) ~= "string" then
    return setmetatable({ value = value }, constant)
  end
  return compiled(self, "string", node, value)
end

--- The strings of a list field, such as a path of keys.
--- @return table list of templates
function build:strings(node, field)
  local list = {}
  for index, value in ipairs(node[field]) do
    list[index] = self:string_of(node, value)
  end
  return list
end

--- A condition (§8.3); nil when absent or "". A boolean is a constant.
function build:boolean(node, field)
  return self:boolean_of(node, self:value(node, field))
end

--- The same for a value that is at hand; `node` lends its $parameters.
function build:boolean_of(node, value)
  if value == nil or value == "" then
    return nil
  end
  if type(value) ~= "string" then
    return setmetatable({ value = value }, constant)
  end
  return compiled(self, "boolean", node, value)
end

--- A mapping whose keys and values are templates, None dropped; nil when absent.
function build:mapping(node, field)
  local value = self:value(node, field)
  return value ~= nil and compiled(self, "mapping", node, value) or nil
end

--- Any JSON structure with templates in it; nil when absent.
function build:nested(node, field)
  local value = self:value(node, field)
  return value ~= nil and compiled(self, "nested", node, value) or nil
end

--- A string evaluated now, with config and parameters only; nil when absent.
function build:static(node, field)
  local expression = self:string(node, field)
  return expression and expression:eval()
end

--- The same as text: Python's str() of the value.
function build:static_text(node, field)
  local value = self:static(node, field)
  if value == nil or type(value) == "string" then
    return value
  end
  return require("runtime.interpolation.values").str(value)
end

return build
