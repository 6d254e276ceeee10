--- References of a manifest (§7.1): "#/a/b" anywhere, or { $ref: "#/a/b", sibling: … }.
---
--- A reference is resolved once, and its result is one table for all its uses; a table that holds
--- no reference stays the document's own. Walked from its root it is a tree all the same, and has
--- no more than so many nodes and levels.
local failure = require("runtime.failure")
local json = require("host.json")
local origins = require("runtime.manifest.origins")

local references = {}

--- Nodes of the tree as it is walked: references to references make much of little, as aliases of
--- YAML do.
local MOST_NODES = 1000000

--- Tables and references inside each other, but for those of parts without a reference.
local MOST_LEVELS = 800

--- Fields whose values are config, not components: a text that looks like a pointer stays.
local VERBATIM = { config_overrides = true }

local function member(node, key)
  if json.is_object(node) then
    return node[key]
  elseif json.is_array(node) then
    local index = math.tointeger(tonumber(key))
    return index and node[index + 1]
  end
end

--- The value at a path: the whole rest is tried as one key first, then segment by segment.
local function look_up(root, path)
  local node, rest = root, path
  while rest ~= "" do
    local whole = json.member(node, rest)
    if whole ~= nil then
      return whole
    end
    local head, tail = rest:match("^([^/]*)/?(.*)$")
    node, rest = member(node, head), tail
    if node == nil then
      return nil
    end
  end
  return node
end

local resolver = {}
resolver.__index = resolver

function resolver.fail(_, message, holder, key)
  failure.raise({
    type = "config_error",
    class = "ReferenceError",
    message = message,
    node = holder,
    field = key,
    reference = true,
  })
end

--- Counts nodes, and the levels below this one that they take.
function resolver:charge(nodes, levels, holder, key)
  self.count = self.count + nodes
  self.deepest = math.max(self.deepest, self.level + levels)
  if self.count > MOST_NODES then
    self:fail(("References make more than %d nodes"):format(MOST_NODES), holder, key)
  elseif self.deepest > MOST_LEVELS then
    self:fail(("References lead more than %d levels deep"):format(MOST_LEVELS), holder, key)
  end
end

function resolver:target(text, holder, key)
  local target = self.targets[text]
  if target == nil then
    target = look_up(self.root, text:sub(3))
    self.targets[text] = target
  end
  if target == nil then
    self:fail(("Undefined reference %s from %s"):format(text, text:sub(3)), holder, key)
  end
  return target
end

function resolver:reference(text, holder, key)
  if self.open[text] then
    self:fail(("Circular reference found: %s"):format(text), holder, key)
  end
  local target = self:target(text, holder, key)
  self.open[text] = true
  self.level = self.level + 1
  self:charge(1, 0, holder, key)
  local value = self:node(target, holder, key)
  self.level = self.level - 1
  self.open[text] = nil
  return value
end

--- Puts the resolved members of `node` into `made`: the node itself as long as all are what they
--- were, else a copy.
function resolver:members(node, made)
  for key, value in (json.is_object(node) and pairs or ipairs)(node) do
    if key ~= "$ref" then
      local resolved = VERBATIM[key] and value or self:node(value, node, key)
      if resolved ~= value and made == node then
        made = self.origins:clone(node)
      end
      if made ~= node then
        made[key] = resolved
      end
    end
  end
  return made
end

function resolver:table(node)
  local reference = json.member(node, "$ref")
  if reference == nil then
    return self:members(node, node)
  end
  local target = self:node(reference, node, "$ref")
  if not json.is_object(target) then
    return target
  end
  return self:members(node, self.origins:clone(target, node))
end

--- What becomes of a table of the document: the same for all who name it.
function resolver:shared(node, holder, key)
  local weight = self.weights[node] or 0
  if weight > 0 then -- no reference is in it
    self:charge(weight, 1, holder, key)
    return node
  end
  local value = self.made[node]
  if value ~= nil then
    self:charge(self.sizes[node], self.heights[node], holder, key)
    return value
  end
  local count, deepest = self.count, self.deepest
  self.level = self.level + 1
  self.deepest = self.level
  self:charge(1, 0, holder, key)
  value = self:table(node)
  self.level = self.level - 1
  self.made[node], self.sizes[node] = value, self.count - count
  self.heights[node] = self.deepest - self.level
  self.deepest = math.max(self.deepest, deepest)
  return value
end

function resolver:node(value, holder, key)
  if type(value) == "string" then
    if value:find("^#/") then
      return self:reference(value, holder, key)
    end
  elseif json.is_object(value) or json.is_array(value) then
    return self:shared(value, holder, key)
  end
  self.count = self.count + 1
  return value
end

--- @param root table the manifest, a JSON object
--- @return any resolved the manifest without references
--- @return table origins of its tables, see origins.lua
--- Raises a failure with `node` and `field` for an undefined or circular reference, and for those
--- that make too much.
function references.resolve(root)
  local state = setmetatable({
    root = root, origins = origins.new(), weights = json.weights(root), targets = {}, open = {},
    made = {}, sizes = {}, heights = {}, count = 0, level = 0, deepest = 0,
  }, resolver)
  return state:node(root), state.origins
end

return references
