--- Which variables a template needs from outside: the names that some scope would look up there.
---
--- Follows the reference's analysis: a scope knows the names that it, or one around it, loads or
--- stores before; a name stored in only some branches of an `if` still counts as looked up.
local symbols = {}

local scope_type = {}
scope_type.__index = scope_type

local function new_scope(parent)
  return setmetatable({ refs = {}, loads = {}, stores = {}, parent = parent }, scope_type)
end

local function copied(map)
  local copy = {}
  for key, value in pairs(map) do
    copy[key] = value
  end
  return copy
end

function scope_type:copy()
  return setmetatable({ refs = copied(self.refs), loads = copied(self.loads),
    stores = copied(self.stores), parent = self.parent }, scope_type)
end

function scope_type:knows(name)
  return self.refs[name] or (self.parent and self.parent:knows(name)) or false
end

function scope_type:load(name, offset)
  if not self:knows(name) then
    self.refs[name] = true
    self.loads[name] = offset
  end
end

function scope_type:store(name)
  self.stores[name] = true
  self.refs[name] = true
end

function scope_type:parameter(name)
  self:store(name)
  self.loads[name] = nil
end

local function merge(into, from)
  for key, value in pairs(from) do
    into[key] = value
  end
end

-- After an if: names stored in some branch may still come from outside.
function scope_type:join(branches, offset)
  local stored = {}
  for _, branch in ipairs(branches) do
    for name in pairs(branch.stores) do
      stored[name] = not self.stores[name] or nil
    end
  end
  for _, branch in ipairs(branches) do
    merge(self.refs, branch.refs)
    merge(self.loads, branch.loads)
    merge(self.stores, branch.stores)
  end
  for name in pairs(stored) do
    local outer = self.parent and self.parent:knows(name)
    self.loads[name] = not outer and offset or nil
  end
end

local visit, visit_list

local visitors = {}

function visitors.Name(node, scope)
  scope:load(node.name, node.offset)
end

-- The names of an assignment target.
local function store_target(node, scope, as_parameter)
  if node.kind == "Name" then
    scope[as_parameter and "parameter" or "store"](scope, node.name)
  elseif node.kind == "NamespaceRef" then
    scope:load(node.name, node.offset)
  end
  for _, item in ipairs(node.items or {}) do
    store_target(item, scope, as_parameter)
  end
end

local function branch_of(nodes, scope, found)
  local copy = scope:copy()
  visit_list(nodes, copy, found)
  return copy
end

function visitors.If(node, scope, found)
  visit(node.branches[1].test, scope, found)
  local branches = { branch_of(node.branches[1].body, scope, found) }
  -- All elif branches are visited one after another, as parts of one branch.
  local elifs = scope:copy()
  for index = 2, #node.branches do
    local branch = node.branches[index]
    visit(branch.test, elifs, found)
    elifs:join({ branch_of(branch.body, elifs, found), elifs:copy(), elifs:copy() }, node.offset)
  end
  branches[2] = elifs
  branches[3] = branch_of(node.otherwise, scope, found)
  scope:join(branches, node.offset)
end

function visitors.Set(node, scope, found)
  visit(node.value, scope, found)
  store_target(node.target, scope)
end

-- What is inside a scope of its own is looked at when the scope around it is complete.
local function later(found, scope, run)
  table.insert(found.pending, { scope = scope, run = run })
end

function visitors.SetBlock(node, scope, found)
  store_target(node.target, scope)
  later(found, scope, function(inner)
    visit_list(node.body, inner, found)
    if node.filter then
      visit(node.filter, inner, found)
    end
  end)
end

function visitors.For(node, scope, found)
  visit(node.items, scope, found)
  later(found, scope, function(inner)
    inner:parameter("loop")
    store_target(node.target, inner, true)
    visit_list(node.body, inner, found)
  end)
  later(found, scope, function(inner)
    visit_list(node.otherwise, inner, found)
  end)
  if node.test then
    later(found, scope, function(inner)
      store_target(node.target, inner, true)
      visit(node.test, inner, found)
    end)
  end
end

local function visit_macro(node, scope, found, special)
  later(found, scope, function(inner)
    for _, name in ipairs(special) do
      inner:parameter(name)
    end
    for _, parameter in ipairs(node.parameters) do
      inner:parameter(parameter.name)
    end
    for _, parameter in ipairs(node.parameters) do
      if parameter.default then
        visit(parameter.default, inner, found)
      end
    end
    visit_list(node.body, inner, found)
  end)
end

local specials = { "caller", "kwargs", "varargs" }

function visitors.Macro(node, scope, found)
  scope:store(node.name)
  visit_macro(node, scope, found, specials)
end

function visitors.CallBlock(node, scope, found)
  visit(node.call, scope, found)
  visit_macro(node, scope, found, specials)
end

function visitors.FilterBlock(node, scope, found)
  visit(node.filter, scope, found)
  later(found, scope, function(inner)
    visit_list(node.body, inner, found)
  end)
end

function visitors.With(node, scope, found)
  for _, pair in ipairs(node.pairs) do
    visit(pair.value, scope, found)
  end
  later(found, scope, function(inner)
    for _, pair in ipairs(node.pairs) do
      store_target(pair.target, inner, true)
    end
    visit_list(node.body, inner, found)
  end)
end

function visitors.Scope(node, scope, found)
  later(found, scope, function(inner)
    visit_list(node.body, inner, found)
  end)
end

function visitors.Block(node, _, found)
  later(found, nil, function(inner)
    inner:parameter("self")
    inner:parameter("super")
    visit_list(node.body, inner, found)
  end)
end

function visitors.Load(node, scope, found)
  visit(node.template, scope, found)
  for _, name in ipairs(node.stores) do
    scope:store(name)
  end
end

function visit(node, scope, found)
  local visitor = visitors[node.kind]
  if visitor then
    return visitor(node, scope, found)
  end
  for key, child in pairs(node) do
    if type(child) == "table" and getmetatable(child) == nil and key ~= "value" or
      (key == "value" and node.kind ~= "Const" and type(child) == "table") then
      visit(child, scope, found)
    end
  end
end

function visit_list(nodes, scope, found)
  for _, node in ipairs(nodes) do
    visit(node, scope, found)
  end
end

--- @param body table nodes of a template
--- @param is_global fun(name: string): boolean
--- @return table name -> offset of the names that must come from outside
function symbols.undeclared(body, is_global)
  local names, found = {}, { pending = {} }
  local function finish(scope)
    for name, offset in pairs(scope.loads) do
      if not is_global(name) then
        names[name] = math.min(names[name] or offset, offset)
      end
    end
  end
  local root = new_scope()
  visit_list(body, root, found)
  finish(root)
  while #found.pending > 0 do
    local entry = table.remove(found.pending, 1)
    local inner = new_scope(entry.scope)
    entry.run(inner)
    finish(inner)
  end
  return names
end

return symbols
