--- A configured catalog: which streams of a connector are read, and how.
local json = require("host.json")

local catalog = {}

local WANTED = "is no configured catalog: 'streams' must list { stream: { name } }"

--- Why a value is none, and which of its members is to blame.
---@param value any
---@return string|nil problem, table|nil owner, string|integer|nil key
function catalog.problem(value)
  local streams = json.member(value, "streams")
  if not json.is_array(streams) then
    return WANTED, value, streams ~= nil and "streams" or nil
  end
  for i, entry in ipairs(streams) do
    local name = json.member(json.member(entry, "stream"), "name")
    if type(name) ~= "string" then
      return WANTED, streams, i
    end
  end
  return nil
end

return catalog
