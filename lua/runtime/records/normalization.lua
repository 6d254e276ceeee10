--- Casts the values of records to the types of the stream's schema (§14).
local casts = require("runtime.records.casts")
local json = require("host.json")
local records = require("host.records")
local types = require("runtime.json_schema.common").types
local values = require("runtime.interpolation.values")

local normalization = {}
normalization.__index = normalization

local MAX_DEPTH = 3 -- of objects that warnings spell out
--- The one type beside null, and whether null is allowed; no type when there are several.
local function target_of(schema)
  local target = schema.type
  if type(target) == "string" then
    return target, target:find("null", 1, true) ~= nil
  end
  local found, nullable = nil, false
  for _, name in ipairs(json.is_array(target) and target or {}) do
    if name == "null" then
      nullable = true
    elseif found then
      found = false
    elseif found == nil then
      found = name
    end
  end
  return found or nil, nullable
end

local function referenced(root, schema)
  local reference = json.is_object(schema) and schema["$ref"]
  if type(reference) ~= "string" or reference:sub(1, 2) ~= "#/" then
    return schema
  end
  local node = root
  for segment in reference:sub(3):gmatch("[^/]+") do
    node = json.is_object(node) and node[segment] or nil
  end
  return node or schema
end

--- The tests of which one must hold for a value of those types; nil where any value will do.
local function tests_of(target)
  local tests = {}
  for index, name in ipairs(type(target) == "string" and { target } or target) do
    if not types[name] then
      return nil
    end
    tests[index] = types[name]
  end
  return tests
end

local function fits(value, tests)
  for index = 1, #tests do
    if tests[index](value) then
      return true
    end
  end
  return false
end

local NAMES = { str = "string", int = "integer", float = "number", bool = "boolean" }
NAMES.NoneType, NAMES.list = "null", "array"

--- The type of a value as warnings name it; of objects the types of their members.
local function structure(value, depth)
  if not json.is_object(value) then
    return NAMES[values.kind(value)] or "object"
  elseif depth >= MAX_DEPTH then
    return "object"
  end
  local shape = json.new_object()
  for key, member in pairs(value) do
    shape[key] = structure(member, depth + 1)
  end
  return shape
end

--- A value of each kind that records have. A text may be cast or not, as it says something else.
local KINDS = {
  { name = "integer", value = 2 },
  { name = "float", value = 1.5 },
  { name = "boolean", value = true },
  { name = "null", value = json.null },
  { name = "object", value = json.new_object() },
  { name = "array", value = json.new_array() },
}

local plan_of

--- What is inside of a value, by the schema that describes it: `members`, a list of { name, plan },
--- and `items`, a plan.
local function fill(self, plan, schema)
  if json.is_object(schema.properties) then
    local members = {}
    for name, inner in pairs(schema.properties) do
      members[#members + 1] = { name = name, plan = plan_of(self, inner) }
    end
    plan.members = members
  end
  if json.is_object(schema.items) then
    plan.items = plan_of(self, schema.items)
  end
  return plan
end

--- What is to be done with the values at one place of the schema, worked out once: records have
--- many of them. A place may be inside of itself.
--- @return table|false nothing where there is no schema
function plan_of(self, schema)
  local inner = referenced(self.root, schema)
  if not json.is_object(inner) then
    return false
  elseif self.plans[schema] then
    return self.plans[schema]
  end
  local target, nullable = target_of(schema)
  local has_type = type(inner.type) == "string" or json.is_array(inner.type)
  local plan = {
    schema = schema,
    type = inner.type,
    convert = target and casts[target],
    is_text = target == "string",
    nullable = nullable,
    tests = has_type and tests_of(inner.type),
  }
  self.plans[schema] = plan
  return fill(self, plan, inner)
end

--- A cast that fails leaves the value as it is.
local function cast(value, plan)
  if (plan.is_text and type(value) == "string") or (plan.nullable and value == json.null) then
    return value
  end
  local result = plan.convert(value, plan.schema)
  if result == nil then
    return value
  end
  return result
end

--- Whether nothing is to be done, nor to be said, about a value.
local function stays(value, plan)
  local result = value
  if plan.convert then
    result = cast(value, plan)
  end
  return rawequal(result, value)
    and math.type(result) == math.type(value)
    and (not plan.tests or fits(value, plan.tests))
end

--- The kinds of values at a place that stay as they are, as records.shape wants them.
local function kinds_that_stay(plan)
  local kinds = {}
  if not plan.convert or plan.is_text then
    kinds[1] = stays("", plan) and "string" or nil
  end
  for _, kind in ipairs(KINDS) do
    if stays(kind.value, plan) then
      kinds[#kinds + 1] = kind.name
    end
  end
  return kinds
end

local function warn(self, value, plan, depth)
  self.warn(
    ("Failed to transform value from type '%s' to type '%s' at path: '%s'"):format(
      values.str(structure(value, 0)),
      values.str(plan.type),
      table.concat(self.path, ".", 1, depth)
    )
  )
end

local descend

--- @param name string|integer the last of the names that lead to the value
local function cast_member(self, container, key, name, plan, depth)
  local value = container[key]
  if plan.convert then
    value = cast(value, plan)
    container[key] = value
  end
  self.path[depth] = name
  if plan.tests and self.warn and not fits(value, plan.tests) then
    warn(self, value, plan, depth)
  end
  if type(value) == "table" and (plan.members or plan.items) then
    descend(self, value, plan, depth + 1)
  end
end

function descend(self, value, plan, depth)
  local members, items = plan.members, plan.items
  if members and json.is_object(value) then
    for index = 1, #members do
      local one = members[index]
      if one.plan and value[one.name] ~= nil then
        cast_member(self, value, one.name, one.name, one.plan, depth)
      end
    end
  elseif items and json.is_array(value) then
    for index = 1, #value do
      cast_member(self, value, index, index - 1, items, depth)
    end
  end
end

--- @param build table whose schema() gives the schema of the stream
function normalization.new(build)
  local messages = build.run and build.run.messages
  return setmetatable({
    schema = build.schema,
    path = {},
    warn = messages and function(text)
      messages:log("WARN", text)
    end,
  }, normalization)
end

--- The plan of a record by the schema there is now; nil where that describes nothing.
local function plan_of_record(self)
  local schema = self.schema and self.schema()
  if not json.is_object(schema) then
    return nil
  elseif self.root ~= schema then
    self.root, self.plans, self.known_shape = schema, {}, nil
    self.plan = fill(self, {}, schema)
  end
  return self.plan
end

--- What records are that stay as they are; nil where the schema describes nothing.
--- @return host.records.Shape|nil
function normalization:shape()
  local plan = plan_of_record(self)
  if plan and not self.known_shape then
    plan.stays = kinds_that_stay(plan)
    for _, inner in pairs(self.plans) do
      inner.stays = kinds_that_stay(inner)
    end
    self.known_shape = records.shape(plan)
  end
  return plan and self.known_shape
end

--- Casts in place. @return table record
function normalization:apply(record)
  local plan = plan_of_record(self)
  if plan then
    descend(self, record, plan, 1)
  end
  return record
end

return normalization
