--- Parameters, headers and bodies of a requester as its templates give them (§8.2, §9).
local failure = require("runtime.failure")
local json = require("host.json")
local parameters = require("runtime.manifest.parameters")
local values = require("runtime.interpolation.values")

local inputs = {}
inputs.__index = inputs

-- What a literal may become in parameters and forms; other values stay the text that was rendered.
local LITERALS = { kept_types = "text_or_list" }

--- The field that holds a QueryProperties component, which is filled per chunk of properties.
local function split_query_properties(value)
  if not json.is_object(value) then
    return value, nil
  end
  local rest, name = json.new_object(), nil
  for key, member in pairs(value) do
    if json.is_object(member) and member.type == "QueryProperties" then
      name = key
    else
      rest[key] = member
    end
  end
  return rest, name
end

inputs.split_query_properties = split_query_properties

local whole = {}
whole.__index = whole

--- A body given as one text: rendered and read as a literal; nothing where it is empty.
function whole:eval(vars)
  return require("runtime.interpolation").evaluate(self.text, vars, "")
end

function whole:variables()
  return require("runtime.interpolation").string(self.text):variables()
end

function whole:is_steady()
  return require("runtime.interpolation").string(self.text):is_steady()
end

local function compile(build, node, value, form, kept)
  if parameters.is_falsy(value) then
    return nil
  elseif type(value) == "string" then
    return build:bind(setmetatable({ text = value, is_static = false }, whole), node)
  end
  return build:bind(require("runtime.interpolation")[form](value, kept), node)
end

--- request_body in its four forms as body_data or body_json.
local function resolve_body(node, build)
  local data = build:value(node, "request_body_data")
  local json_body = build:value(node, "request_body_json")
  local body = build:value(node, "request_body")
  if body then
    local kind, value = body.type, body.value
    if kind == "RequestBodyUrlEncodedForm" or kind == "RequestBodyPlainText" then
      data = value
    elseif kind == "RequestBodyJsonObject" then
      json_body = value
    elseif kind == "RequestBodyGraphQL" then
      json_body = json.new_object({ { "query", value.query } })
      for key, member in pairs(value) do
        if key ~= "$parameters" then
          json_body[key] = member
        end
      end
    else
      failure.value_error(("Unsupported request body type: %s"):format(tostring(kind)))
    end
  end
  if not parameters.is_falsy(data) and not parameters.is_falsy(json_body) then
    failure.value_error(
      "RequestOptionsProvider should only contain either 'request_body_data' or "
        .. "'request_body_json' not both"
    )
  end
  return data, json_body
end

--- @return table|nil nil where the requester has none of them
function inputs.new(node, build)
  local data, json_body = resolve_body(node, build)
  local params, properties = split_query_properties(build:value(node, "request_parameters"))
  local self = {
    params = compile(build, node, params, "mapping", LITERALS),
    headers = compile(build, node, build:value(node, "request_headers"), "mapping"),
    data = compile(build, node, data, "mapping", LITERALS),
    json = compile(build, node, json_body, "nested"),
    properties = properties,
  }
  return next(self) and setmetatable(self, inputs)
end

-- To be read, not written: without templates it is the same each time.
local function evaluate(expression, vars)
  if not expression then
    return nil
  elseif expression.is_static then
    expression.once = expression.once or expression:eval()
    return expression.once
  end
  local value = expression:eval(vars)
  if value == json.null then
    return nil
  end
  return value
end

local function add_properties(self, params, slice)
  local names = slice and slice.extra.query_properties
  if names == nil then
    failure.value_error(
      "QueryProperties component is defined but stream_partition does not contain "
        .. "query_properties. Please contact Airbyte Support"
    )
  end
  params = params and json.copy(params) or json.new_object()
  params[self.properties] = table.concat(names, ",")
  return params
end

local function refuse_text(value, what)
  if type(value) == "string" then
    failure.value_error(what .. " cannot be a string")
  end
  return value
end

-- A body of Python's own making (keys that are no text) as JSON.
local function as_json(value)
  if type(value) == "table" and values.kind(value) == "dict" and not json.is_object(value) then
    return require("runtime.values.plain")(value)
  end
  return value
end

--- @return table bag params, headers, body_data, body_json; to be read, not written
function inputs:evaluate(vars, slice)
  local params = evaluate(self.params, vars)
  if type(params) == "string" then
    params = nil
  end
  if self.properties then
    params = add_properties(self, params, slice)
  end
  return {
    params = params,
    headers = refuse_text(evaluate(self.headers, vars), "Request headers"),
    body_data = evaluate(self.data, vars),
    body_json = refuse_text(as_json(evaluate(self.json, vars)), "Request body json"),
  }
end

return inputs
