--- What `revos doctor` looks at. A check is { area, name, status, detail, hint }: status is "ok",
--- "warning" (it works, but less well or not everywhere) or "failed".
local doctor = {}

local areas = { "program", "machine", "user", "project" }

--- All checks, in order.
---@param ctx table of the command
---@return table[]
function doctor.checks(ctx)
  local list = {}
  for _, area in ipairs(areas) do
    require("cli.doctor." .. area)(ctx, function(status, name, detail, hint)
      list[#list + 1] = { area = area, name = name, status = status, detail = detail, hint = hint }
    end)
  end
  return list
end

return doctor
