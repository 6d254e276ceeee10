--- The for statement and what a template sees as `loop`.
local compile = require("runtime.interpolation.compile")
local errors = require("runtime.interpolation.errors")
local limits = require("runtime.interpolation.limits")
local sequences = require("runtime.interpolation.sequences")
local statements = require("runtime.interpolation.compile_statements")
local values = require("runtime.interpolation.values")

local loops = {}

local loop_type = values.new_type("LoopContext")

local function neighbour(loop, step, what)
  local item = loop.items[loop.index + step]
  if item == nil then
    return values.undefined({ hint = "there is no " .. what .. " item" })
  end
  return item
end

local attributes = {
  index = function(loop)
    return loop.index
  end,
  index0 = function(loop)
    return loop.index - 1
  end,
  revindex = function(loop)
    return #loop.items - loop.index + 1
  end,
  revindex0 = function(loop)
    return #loop.items - loop.index
  end,
  first = function(loop)
    return loop.index == 1
  end,
  last = function(loop)
    return loop.index == #loop.items
  end,
  length = function(loop)
    return #loop.items
  end,
  depth = function(loop)
    return loop.depth0 + 1
  end,
  depth0 = function(loop)
    return loop.depth0
  end,
  previtem = function(loop)
    return neighbour(loop, -1, "previous")
  end,
  nextitem = function(loop)
    return neighbour(loop, 1, "next")
  end,
}

function attributes.cycle(loop)
  return values.callable("cycle", function(args)
    if #args == 0 then
      errors.type_error("no items for cycling given")
    end
    return args[(loop.index - 1) % #args + 1]
  end)
end

function attributes.changed(loop)
  return values.callable("changed", function(args)
    local current = values.tuple(args)
    local changed = not loop.seen or not values.equal(loop.seen, current)
    loop.seen = current
    return changed
  end)
end

function loop_type.attribute(loop, name)
  local get = attributes[name]
  return get and get(loop)
end

function loop_type.python_length(loop)
  return #loop.items
end

function loop_type.python_repr(loop)
  return ("<LoopContext %d/%d>"):format(loop.index, #loop.items)
end

-- loop(items) renders the body of a recursive loop again.
function loop_type.python_call(loop, args)
  if not loop.recurse then
    errors.type_error("The loop must have the 'recursive' marker to be called recursively.")
  elseif #args ~= 1 then
    errors.type_error("loop() takes one argument (%d given)", #args)
  end
  return loop.recurse(args[1], loop.depth0 + 1)
end

local function kept(items, test, target, scope)
  local list = {}
  for _, item in ipairs(items) do
    local around = statements.inner(scope)
    target(around, item)
    if values.truthy(test(around)) then
      list[#list + 1] = item
    end
  end
  return list
end

local function run(parts, scope, out, source, depth0)
  local items = sequences.items(source)
  if parts.test then
    items = kept(items, parts.test, parts.target, scope)
  end
  if #items == 0 then
    return parts.otherwise(statements.inner(scope), out)
  end
  local loop = setmetatable({ items = items, index = 0, depth0 = depth0 }, loop_type)
  if parts.recursive then
    loop.recurse = function(more, depth)
      limits.enter()
      local text = statements.capture(function(_, inner_out)
        run(parts, scope, inner_out, more, depth)
      end, scope)
      limits.leave()
      return text
    end
  end
  for index, item in ipairs(items) do
    limits.charge(1)
    loop.index = index
    local around = statements.inner(scope)
    rawset(around, "loop", loop)
    parts.target(around, item)
    parts.body(around, out)
  end
end

function loops.compile(node, soft)
  local items = compile.expression(node.items, soft)
  local parts = {
    target = statements.target(node.target),
    test = node.test and compile.expression(node.test),
    body = statements.body(node.body),
    otherwise = statements.body(node.otherwise),
    recursive = node.recursive,
  }
  return function(scope, out)
    return run(parts, scope, out, items(scope), 0)
  end
end

return loops
