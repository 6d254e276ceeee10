--- What the increment strategies share (§12).
local failure = require("runtime.failure")
local json = require("host.json")
local values = require("util.later")("runtime.interpolation.values")

local paging = {}

--- The page size of a strategy as an integer, nil when it has none.
--- @param expression table|nil of the field; an empty text is no field (see paging.expression)
function paging.size(expression, vars)
  local size = expression and expression:eval(vars)
  if size == nil or size == json.null then
    return nil
  end
  if math.type(size) ~= "integer" then
    local digits = type(size) == "string" and math.tointeger(tonumber(size))
    if not digits then
      failure.raise({
        class = "Exception",
        message = ("%s is of type <class '%s'>. Expected <class 'int'>"):format(
          values.str(size),
          values.kind(size)
        ),
      })
    end
    return digits
  end
  return size
end

--- The expression of a strategy's page size; nil when there is none or it is empty.
function paging.expression(node, build)
  return build:value(node, "page_size") ~= "" and build:string(node, "page_size") or nil
end

--- Whether a page of so many records is the last one.
function paging.is_last(count, size)
  return count == 0 or (size ~= nil and size ~= 0 and count < size)
end

--- The token as an integer; nil for none.
function paging.integer_token(token, strategy)
  if token ~= nil and math.type(token) ~= "integer" then
    failure.value_error(
      ("Last page token value %s for %s pagination strategy was not an integer"):format(
        values.str(token),
        strategy
      )
    )
  end
  return token
end

paging.size_field = {
  name = "page_size",
  type = "integer | string",
  template = { "config" },
  doc = "How many records to ask for.",
  example = 100,
}

paging.first_field = {
  name = "inject_on_first_request",
  type = "boolean",
  default = false,
  doc = "Whether the first request carries the token too.",
}

return paging
