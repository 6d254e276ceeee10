--- Text that Python marks as safe: what escape, safe and tojson give, and what keeps the mark.
--- Other text that is added to it is escaped, and it is not escaped once more. Which expressions
--- give such text is known before they are evaluated, so that no value carries a mark.
local operators = require("runtime.interpolation.operators")

local safe_text = {}

local makes = { e = true, escape = true, forceescape = true, safe = true, tojson = true }
local keeps = {
  capitalize = true, center = true, d = true, default = true, indent = true, lower = true,
  reverse = true, string = true, trim = true, upper = true,
}
local methods = {
  capitalize = true, lower = true, lstrip = true, replace = true, rstrip = true, strip = true,
  title = true, upper = true,
}

local by_kind = {
  Filter = function(node)
    return makes[node.name] or keeps[node.name] and node.value ~= nil and safe_text.is(node.value)
  end,
  Slice = function(node)
    return safe_text.is(node.value)
  end,
  Call = function(node)
    local callee = node.callee
    return callee.kind == "Attribute" and methods[callee.name] and safe_text.is(callee.value)
  end,
  add = function(node)
    return safe_text.is(node.left) or safe_text.is(node.right)
  end,
}

--- Whether the text that a node gives is marked as safe.
--- @param node table of the parser
function safe_text.is(node)
  local tells = by_kind[node.kind]
  return tells ~= nil and tells(node) or false
end

local function escaped(value)
  return require("runtime.interpolation.filters").apply("escape", value, {})
end

--- The sum of two values of which one at least is safe text.
--- @return function(a, b)
function safe_text.adder(left, right)
  local keeps_left, keeps_right = safe_text.is(left), safe_text.is(right)
  return function(a, b)
    if type(a) == "string" and type(b) == "string" then
      a, b = keeps_left and a or escaped(a), keeps_right and b or escaped(b)
    end
    return operators.add(a, b)
  end
end

--- Whether a filter leaves the safe text that it is applied to as it is, as text.
function safe_text.is_left(node)
  return (node.name == "e" or node.name == "escape") and node.value ~= nil
    and safe_text.is(node.value)
end

return safe_text
