--- Validation of a value by a JSON schema, with the messages of Python's jsonschema.
---
---   json_schema.validate(schema, value) -> nil, or the text and the path of the best match
---   json_schema.errors(schema, value)   -> list of { message, path, keyword, context }
---   json_schema.fault(schema)           -> what makes a schema none, or nil
--- draft-07 when $schema says so (or an older draft), else 2020-12. Formats are not asserted.
local later = require("util.later")
local failure = later("runtime.failure")
local common = later("runtime.json_schema.common")
local json = require("host.json")
local keywords = later("runtime.json_schema.keywords")
local values = later("runtime.interpolation.values")

local json_schema = {}

local validator = {}
validator.__index = validator

local function pointer_segment(text)
  return (text:gsub("%%(%x%x)", function(hex)
    return string.char(tonumber(hex, 16))
  end):gsub("~1", "/"):gsub("~0", "~"))
end

--- The schema that a local reference names.
function validator:resolve(reference)
  local path = reference:match("^#(.*)$")
  local node = self.root
  for segment in (path or ""):gmatch("/([^/]*)") do
    segment = pointer_segment(segment)
    local index = math.tointeger(tonumber(segment))
    if json.is_array(node) then
      node = index and node[index + 1]
    else
      node = json.is_object(node) and node[segment]
    end
  end
  if not path or node == nil or node == false then
    failure.raise({ class = "_WrappedReferencingError", message = "Unresolvable: " .. reference })
  end
  return node
end

local function add(self, found, value, schema, keyword, result)
  for _, err in ipairs(result) do
    if not err.keyword then
      err.keyword, err.value, err.schema = keyword, value, schema
    end
    found[#found + 1] = err
  end
  return self
end

--- @return table list of errors of a value
function validator:check(value, schema)
  if schema == true then
    return {}
  elseif schema == false then
    local message = ("False schema does not allow %s"):format(values.repr(value))
    return { { message = message, path = {}, keyword = "", value = value, schema = schema } }
  end
  local found = {}
  if self.is_legacy and schema["$ref"] ~= nil then
    return self:check(value, self:resolve(schema["$ref"]))
  end
  for keyword, argument in pairs(schema) do
    local rule = self.rules[keyword]
    if rule then
      add(self, found, value, schema, keyword, rule(self, argument, value, schema) or {})
    end
  end
  return found
end

--- The errors of a member of the value; the path grows by its key.
function validator:descend(value, schema, key)
  local found = self:check(value, schema)
  if key ~= nil then
    for _, err in ipairs(found) do
      table.insert(err.path, 1, key)
    end
  end
  return found
end

local WEAK = { anyOf = true, oneOf = true }

local function compare_paths(a, b)
  for index = 1, math.min(#a, #b) do
    local x, y = a[index], b[index]
    if x ~= y then
      if type(x) ~= type(y) then
        x, y = tostring(x), tostring(y)
      end
      return x < y and -1 or 1
    end
  end
  return #a - #b
end

local function matches_type(err)
  local expected = json.is_object(err.schema) and err.schema.type
  if type(expected) == "string" then
    return keywords.is_type(err.value, expected)
  end
  for _, name in ipairs(expected or {}) do
    if keywords.is_type(err.value, name) then
      return true
    end
  end
  return false
end

--- jsonschema's relevance: < 0 when a is less relevant than b, 0 when equal.
local function compare(a, b)
  if #a.path ~= #b.path then
    return #b.path - #a.path
  end
  local order = compare_paths(a.path, b.path)
  if order ~= 0 then
    return order
  end
  local function rank(err)
    return (WEAK[err.keyword] and 0 or 2) + (matches_type(err) and 0 or 1)
  end
  return rank(a) - rank(b)
end

local function most_relevant(list)
  local best
  for _, err in ipairs(list) do
    if not best or compare(err, best) > 0 then
      best = err
    end
  end
  return best
end

--- The two least relevant, in order.
local function least_relevant(list)
  local first, second
  for _, err in ipairs(list) do
    if not first or compare(err, first) < 0 then
      first, second = err, first
    elseif not second or compare(err, second) < 0 then
      second = err
    end
  end
  return first, second
end

local function best_match(list)
  local best = most_relevant(list)
  while best and best.context and #best.context > 0 do
    local first, second = least_relevant(best.context)
    if second and compare(first, second) == 0 then
      return best
    end
    best = first
  end
  return best
end

local LEGACY = {
  ["draft-03"] = true,
  ["draft-04"] = true,
  ["draft-06"] = true,
  ["draft-07"] = true,
}

local function new_validator(schema)
  local named = json.is_object(schema) and schema["$schema"]
  local draft = type(named) == "string" and named:match("json%-schema%.org/(draft%-%d+)/schema")
  local is_legacy = draft ~= nil and LEGACY[draft] == true
  return setmetatable({
    root = schema,
    is_legacy = is_legacy,
    rules = is_legacy and keywords.draft7 or keywords.latest,
  }, validator)
end

--- All errors of a value, without a check of the schema itself.
function json_schema.errors(schema, value)
  return new_validator(schema):check(value, schema)
end

local meta

-- The one format that jsonschema asserts of a schema without further packages.
local function regex_rule(_, name, value)
  local is_bad = name == "regex" and type(value) == "string"
    and not require("host.regex").compile(value)
  return is_bad and common.one("%s is not a 'regex'", values.repr(value)) or nil
end

--- What makes a schema none: the first error by the schema of schemas, as jsonschema tells it.
--- @return table|nil { message, path }: the keys that lead to the place
function json_schema.fault(schema)
  if require("runtime.json_schema.plain")(schema) then
    return nil
  end
  meta = meta or json.decode((require("runtime.json_schema.meta")))
  local checker = new_validator(meta)
  checker.rules = setmetatable({ format = regex_rule }, { __index = checker.rules })
  return checker:check(schema, meta)[1]
end

--- @return string|nil message of the best match, nil when the value fits
--- @return table|nil path its keys, from the value on; elements of lists count from 0
--- Raises a failure of class SchemaError for a schema that is none.
function json_schema.validate(schema, value)
  local fault = json_schema.fault(schema)
  if fault then
    failure.raise({ class = "SchemaError", message = fault.message })
  end
  local best = best_match(json_schema.errors(schema, value))
  if best then
    return best.message, best.path
  end
  return nil
end

return json_schema
