--- Which route a path means. "{name}" in a route stands for one part of a path.
local problem = require("serve.problem")

local router = {}
router.__index = router

local function parts_of(path)
  local parts = {}
  for part in path:gmatch("[^/]+") do
    parts[#parts + 1] = part
  end
  return parts
end

---@param routes table[] {method, path, handler, ...}
function router.new(routes)
  local by_length = {}
  for _, route in ipairs(routes) do
    local parts = parts_of(route[2])
    by_length[#parts] = by_length[#parts] or {}
    table.insert(by_length[#parts], { route = route, parts = parts })
  end
  return setmetatable({ by_length = by_length }, router)
end

local function fit(parts, segments)
  local params = {}
  for i, part in ipairs(parts) do
    local name = part:match("^{(.+)}$")
    if name then
      params[name] = segments[i]
    elseif part ~= segments[i] then
      return nil
    end
  end
  return params
end

-- Airbyte's own servers have the API below another prefix.
local function without_prefix(segments)
  if segments[1] == "api" and segments[2] == "public" and segments[3] == "v1" then
    return table.move(segments, 3, #segments, 1, {})
  end
  return segments
end

--- The route of a call and the parts of its path that have names.
---@return table route
---@return table<string, string> params
function router:find(call)
  local segments = call.segments and without_prefix(call.segments)
    or problem.raise(400, "the path is not well formed")
  local allowed = {}
  for _, candidate in ipairs(self.by_length[#segments] or {}) do
    local params = fit(candidate.parts, segments)
    if params and candidate.route[1] == call.method then
      return candidate.route, params
    elseif params then
      allowed[#allowed + 1] = candidate.route[1]
    end
  end
  if allowed[1] then
    problem.raise(405, ("%s is not possible here"):format(call.method),
      { headers = { "Allow", table.concat(allowed, ", ") } })
  end
  problem.raise(404, "there is nothing at " .. call.path)
end

return router
