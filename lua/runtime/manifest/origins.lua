--- Where the nodes of a manifest come from: the tables of the document, which know their places.
---
--- Nodes are shared by all places that name them, and with the document: nobody writes into one.
--- Who needs a change makes it in a copy of these, which keeps the places.
local json = require("host.json")

local origins = {}
origins.__index = origins

function origins.new()
  return setmetatable({ lists = {} }, origins)
end

local NOWHERE = {}

--- Says that a value, with all that is in it, stands nowhere in the document.
function origins:disown(value)
  if json.is_object(value) or json.is_array(value) then
    self.lists[value] = NOWHERE
    for _, member in pairs(value) do
      self:disown(member)
    end
  end
end

--- The tables of the document that a node was made of, the nearest first; the node itself, unless
--- somebody said otherwise. The list is not to be changed.
---@return table[]
function origins:of(node)
  return self.lists[node] or { node }
end

--- An object or list with the same members, which may be replaced.
---@param node table
---@param place table|nil the table of the document that says it is to be there, such as a $ref
---@return table
function origins:clone(node, place)
  local clone = json.is_object(node) and json.clone(node)
    or json.new_array(table.move(node, 1, #node, 1, {}))
  local list = self:of(node)
  self.lists[clone] = place and table.move(list, 1, #list, 2, { place }) or list
  return clone
end

--- A copy all the way down.
---@param node any
---@return any
function origins:copy(node)
  if not json.is_object(node) and not json.is_array(node) then
    return node
  end
  local copy = self:clone(node)
  for key, value in pairs(node) do
    copy[key] = self:copy(value)
  end
  return copy
end

return origins
