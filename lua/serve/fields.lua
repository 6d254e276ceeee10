--- Members of a body, one check a kind. What does not fit is a problem that names the member.
local json = require("host.json")
local problem = require("serve.problem")

local fields = {}

local LONGEST_NAME = 256 -- characters; what Airbyte's own column holds

--- A name: one line of text; nil when it is absent.
---@return string|nil
function fields.name(body)
  local name = body.name
  if name == nil then
    return nil
  end
  local length = type(name) == "string" and utf8.len(name)
  if not length or name:find("[%z\1-\31\127]") or not name:find("%S") then
    problem.raise(422, "name: a text of one line is expected")
  elseif length > LONGEST_NAME then
    problem.raise(422, ("name: has %d characters, at most %d are kept"):format(length,
      LONGEST_NAME))
  end
  return name
end

--- A mapping; nil when it is absent.
---@return table|nil
function fields.object(body, name)
  local value = body[name]
  if value ~= nil and not json.is_object(value) then
    problem.raise(422, name .. ": a JSON object is expected")
  end
  return value
end

--- A text; nil when it is absent.
---@return string|nil
function fields.text(body, name)
  local value = body[name]
  if value ~= nil and type(value) ~= "string" then
    problem.raise(422, name .. ": a text is expected")
  end
  return value
end

--- The value of `read`, which must be there.
function fields.required(value, name)
  if value == nil then
    problem.raise(422, name .. ": is required")
  end
  return value
end

--- A body that names a workspace means its bearer's own.
function fields.own_workspace(ctx, body)
  local id = fields.text(body, "workspaceId")
  if id and id ~= ctx.bearer.workspace_id then
    problem.missing("workspace", id)
  end
end

return fields
