--- What the increment strategies share (§12).
local failure = require("runtime.failure")
local later = require("util.later")
local order = later("runtime.interpolation.order")
local values = later("runtime.interpolation.values")

local paging = {}

--- The page size of a strategy, nil when it has none. Raises where it is no integer.
--- @param expression table|nil of the field, see paging.expression
function paging.size(expression)
  if not expression then
    return nil
  end
  local size = expression:eval()
  local kind = values.kind(size)
  if kind ~= "int" and kind ~= "bool" then
    failure.raise({
      class = "Exception",
      message = ("%s is of type <class '%s'>. Expected <class 'int'>"):format(
        values.str(size),
        kind
      ),
    })
  end
  return size
end

-- A number that is written as text.
local function digits_of(text)
  return type(text) == "string" and text:find("^%s*[+-]?%d+%s*$") and math.tointeger(tonumber(text))
end

--- The expression of a strategy's page size; nil when there is none.
function paging.expression(node, build)
  local value = build:value(node, "page_size")
  return build:string_of(node, digits_of(value) or value)
end

local function is_less(count, size)
  if math.type(size) == "integer" then
    return size ~= 0 and count < size
  end
  return values.truthy(size) and order.compare(count, size) == -1
end

--- Whether a page of so many records is the last one.
--- @param size any|nil the page size, where a template gave it; anything that is true counts
function paging.is_last(count, size)
  return size ~= nil and is_less(count, size) or count == 0
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
