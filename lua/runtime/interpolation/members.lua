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

-- A step from a value to a member: value.name, value['key'], value.get('key', default).
-- @return table|nil the tree of the value
-- @return string|nil key
-- @return table|nil what else the step reads
local function step_of(tree)
  local callee = tree.callee
  if tree.kind == "Attribute" and not METHODS[tree.name] and not tree.name:find("^__") then
    return tree.value, tree.name
  elseif tree.kind == "Item" then
    return tree.value, constant_text(tree.key)
  elseif tree.kind == "Call" and callee.kind == "Attribute" and callee.name == "get" then
    return callee.value, constant_text(tree.arguments.args[1]), tree.arguments
  end
end

-- @param others table gets the other trees on the way
-- @return table|nil the keys that lead from the variable to what the tree reads
local function path_of(tree, name, others)
  if is_variable(tree, name) then
    return {}
  end
  local value, key, other = step_of(tree)
  local path = key and path_of(value, name, others)
  if path then
    path[#path + 1] = key
    others[#others + 1] = other
  end
  return path
end

-- 'key' in value, and not in: a step too.
local function path_of_test(tree, name, others)
  local step = tree.steps[1]
  local key = #tree.steps == 1 and constant_text(tree.first)
  if key and (step.operator == "in" or step.operator == "notin") then
    local path = path_of(step.value, name, others)
    if path then
      path[#path + 1] = key
    end
    return path
  end
end

-- What is read as a whole is true, of anything else the members that are read are a set again.
local function add(found, path)
  for depth = 1, #path - 1 do
    local key = path[depth]
    found[key] = found[key] or {}
    if found[key] == true then
      return
    end
    found = found[key]
  end
  found[path[#path]] = true
end

function visit(tree, name, found)
  local others = {}
  local is_test = tree.kind == "Compare"
  local path = (is_test and path_of_test or path_of)(tree, name, others)
  if not path then
    return visit_children(tree, name, found)
  elseif #path == 0 then
    return false
  end
  add(found, path)
  return visit_children(others, name, found)
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

--- Adds the names of the members that a template reads to the set `found`: true for a member that
--- it reads as a whole, else a set of what it reads there.
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
