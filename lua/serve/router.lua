--- Which route a path means. "{name}" in a route stands for one part of a path.
local problem = require("serve.problem")

local router = {}
router.__index = router

-- The fixed parts of a path by their place, and the names of the others.
local function parts_of(path)
  local fixed, names, count = {}, {}, 0
  for part in path:gmatch("[^/]+") do
    count = count + 1
    names[count] = part:match("^{(.+)}$")
    fixed[count] = not names[count] and part or nil
  end
  return { fixed = fixed, names = names, count = count }
end

---@param routes table[] {method, path, handler, ...}
function router.new(routes)
  local by_length = {}
  for _, route in ipairs(routes) do
    local parts = parts_of(route[2])
    parts.route = route
    by_length[parts.count] = by_length[parts.count] or {}
    table.insert(by_length[parts.count], parts)
  end
  return setmetatable({ by_length = by_length }, router)
end

local function fits(parts, segments)
  for i, part in pairs(parts.fixed) do
    if part ~= segments[i] then
      return false
    end
  end
  return true
end

local function params_of(parts, segments)
  local params = {}
  for i, name in pairs(parts.names) do
    params[name] = segments[i]
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
    local method = candidate.route[1]
    if fits(candidate, segments) then
      if method == call.method then
        return candidate.route, params_of(candidate, segments)
      end
      allowed[#allowed + 1] = method
    end
  end
  if allowed[1] then
    problem.raise(405, ("%s is not possible here"):format(call.method),
      { headers = { "Allow", table.concat(allowed, ", ") } })
  end
  problem.raise(404, "there is nothing at " .. call.path)
end

return router
