--- Members of a body, one check a kind. What does not fit is a problem that names the member.
local json = require("host.json")
local problem = require("serve.problem")

local fields = {}

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

--- A name of util.title; nil when it is absent.
---@return string|nil
function fields.name(body)
  local name = fields.text(body, "name")
  local wrong = name and require("util.title").problem(name)
  if wrong then
    problem.raise(422, "name: " .. wrong)
  end
  return name
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
