--- Which members of a variable a template reads, where that can be told from its text.
local memo = require("util.memo")

--- Attributes of a mapping that are its methods: what they read cannot be told.
local METHODS = {
  clear = true,
  copy = true,
  fromkeys = true,
  get = true,
  items = true,
  keys = true,
  pop = true,
  popitem = true,
  setdefault = true,
  update = true,
  values = true,
}

local visit

local function visit_children(tree, name, found)
  for _, child in pairs(tree) do
    if type(child) == "table" and getmetatable(child) == nil and not visit(child, name, found) then
      return false
    end
  end
  return true
end

local function is_variable(tree, name)
  return tree.kind == "Name" and tree.name == name
end

local function constant_text(tree)
  local value = tree and tree.kind == "Const" and tree.value
  return type(value) == "string" and value or nil
end

-- variable.get('key') and variable.get('key', default): the key.
local function key_of_get(tree, name)
  local callee = tree.callee
  if callee.kind == "Attribute" and callee.name == "get" and is_variable(callee.value, name) then
    return constant_text(tree.arguments.args[1])
  end
end

-- 'key' in variable, and not in: the key.
local function key_of_test(tree, name)
  local step = tree.steps[1]
  local is_test = step.operator == "in" or step.operator == "notin"
  if is_test and #tree.steps == 1 and is_variable(step.value, name) then
    return constant_text(tree.first)
  end
end

-- @return string|nil key that the tree reads from the variable itself
-- @return table|nil rest of the tree, to be visited
local function direct_read(tree, name)
  if tree.kind == "Call" then
    return key_of_get(tree, name), tree.arguments
  elseif tree.kind == "Compare" then
    return key_of_test(tree, name), {}
  elseif tree.kind == "Attribute" and is_variable(tree.value, name) then
    local key = tree.name
    return not METHODS[key] and not key:find("^__") and key or nil, {}
  elseif tree.kind == "Item" and is_variable(tree.value, name) then
    return constant_text(tree.key), {}
  end
end

function visit(tree, name, found)
  local key, rest = direct_read(tree, name)
  if key then
    found[key] = true
    return visit_children(rest, name, found)
  elseif is_variable(tree, name) then
    return false
  end
  return visit_children(tree, name, found)
end

local function parse(text)
  local tokens = require("runtime.interpolation.lexer")(text)
  return require("runtime.interpolation.parser").new(tokens):parse_body()
end

--- The tree of a text, false when it has none: hundreds of streams may share their templates.
local tree_of = memo(function(text)
  local ok, body = pcall(parse, text)
  return ok and body
end)

--- Adds the names of the members that a template reads to the set `found`.
--- @param text any the template; what is no text reads nothing
--- @param name string the variable
--- @return boolean false: it may read others, too
return function(text, name, found)
  if type(text) ~= "string" then
    return true
  end
  local tree = tree_of(text)
  return tree and visit(tree, name, found)
end
