--- References of a manifest (§7.1): "#/a/b" anywhere, or { $ref: "#/a/b", sibling: … }.
---
--- The result is a fully copied tree. `origins` maps each copied table to the list of tables of the
--- document it was made from, the nearest first, so that errors find their place.
local failure = require("runtime.failure")
local json = require("host.json")

local references = {}

--- Nodes of the copied tree: references to references make much of little, as aliases of YAML do.
local MOST_NODES = 1000000

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
    local whole = json.is_object(node) and node[rest]
    if whole ~= nil and whole ~= false then
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

local function is_reference(value)
  return type(value) == "string" and value:sub(1, 2) == "#/"
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

function resolver:reference(text, holder, key)
  if self.open[text] then
    self:fail(("Circular reference found: %s"):format(text), holder, key)
  end
  local target = look_up(self.root, text:sub(3))
  if target == nil then
    self:fail(("Undefined reference %s from %s"):format(text, text:sub(3)), holder, key)
  end
  self.open[text] = true
  local value = self:node(target, holder, key)
  self.open[text] = nil
  return value
end

local function add_origin(origins, copy, list)
  local own = origins[copy]
  for _, original in ipairs(list or {}) do
    own[#own + 1] = original
  end
end

function resolver:object(node)
  local target
  if node["$ref"] ~= nil then
    target = self:node(node["$ref"], node, "$ref")
    if not json.is_object(target) then
      return target
    end
  end
  local copy = json.clone(target or node)
  self.origins[copy] = { node }
  add_origin(self.origins, copy, target and self.origins[target])
  for key, value in pairs(node) do
    if VERBATIM[key] then
      copy[key] = json.copy(value)
    elseif key ~= "$ref" then
      copy[key] = self:node(value, node, key)
    end
  end
  return copy
end

function resolver:node(value, holder, key)
  self.count = self.count + 1
  if self.count > MOST_NODES then
    self:fail(("References make more than %d nodes"):format(MOST_NODES), holder, key)
  end
  if type(value) == "string" then
    return is_reference(value) and self:reference(value, holder, key) or value
  elseif json.is_object(value) then
    return self:object(value)
  elseif json.is_array(value) then
    local copy = json.new_array()
    self.origins[copy] = { value }
    for index, element in ipairs(value) do
      copy[index] = self:node(element, value, index)
    end
    return copy
  end
  return value
end

--- @param root table the manifest, a JSON object
--- @return table resolved the copied tree
--- @return table origins copied table -> list of the document's tables
--- Raises a failure with `node` and `field` for an undefined or circular reference, and for those
--- that make too much.
function references.resolve(root)
  local origins = setmetatable({}, { __mode = "k" })
  local state = setmetatable({ root = root, open = {}, origins = origins, count = 0 }, resolver)
  return state:node(root), state.origins
end

return references
