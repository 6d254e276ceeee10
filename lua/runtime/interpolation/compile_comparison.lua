--- Trees to Lua closures: comparisons.
local compile = require("runtime.interpolation.compile")
local operators = require("runtime.interpolation.operators")

local math_type = math.type

-- Comparisons with a text that is written in the template: nothing but that text is equal to it.
local with_text = {
  eq = function(left, text)
    return function(scope)
      return left(scope) == text
    end
  end,
  ne = function(left, text)
    return function(scope)
      return left(scope) ~= text
    end
  end,
}

-- The same with a number that is written there.
local with_number = {
  lt = function(left, number, apply)
    return function(scope)
      local value = left(scope)
      if math_type(value) then
        return value < number
      end
      return apply(value, number)
    end
  end,
  lteq = function(left, number, apply)
    return function(scope)
      local value = left(scope)
      if math_type(value) then
        return value <= number
      end
      return apply(value, number)
    end
  end,
  gt = function(left, number, apply)
    return function(scope)
      local value = left(scope)
      if math_type(value) then
        return value > number
      end
      return apply(value, number)
    end
  end,
  gteq = function(left, number, apply)
    return function(scope)
      local value = left(scope)
      if math_type(value) then
        return value >= number
      end
      return apply(value, number)
    end
  end,
}

local function one_step(node, soft)
  local step = node.steps[1]
  local left, apply = compile.expression(node.first, soft), operators[step.operator]
  if step.value.kind == "Const" then
    local constant = step.value.value
    if type(constant) == "string" and with_text[step.operator] then
      return with_text[step.operator](left, constant)
    end
    if type(constant) == "number" and with_number[step.operator] then
      return with_number[step.operator](left, constant, apply)
    end
    return function(scope)
      return apply(left(scope), constant)
    end
  end
  local right = compile.expression(step.value, soft)
  return function(scope)
    local value = left(scope)
    return apply(value, right(scope))
  end
end

-- a < b < c: each operand is evaluated once, and none after the first comparison that fails.
return function(node, soft)
  if #node.steps == 1 then
    return one_step(node, soft)
  end
  local first, steps = compile.expression(node.first, soft), {}
  for index, step in ipairs(node.steps) do
    steps[index] = { operators[step.operator], compile.expression(step.value, soft) }
  end
  return function(scope)
    local left = first(scope)
    for index = 1, #steps do
      local right = steps[index][2](scope)
      if not steps[index][1](left, right) then
        return false
      end
      left = right
    end
    return true
  end
end
