--- Every address of the server: {method, path, handler, role, write}. Without a role no token is
--- asked for. `write` runs in one transaction and honours Idempotency-Key.
local DEFINITIONS = "/v1/workspaces/{workspace}/definitions/declarative_sources"

local function at(module, name)
  return function(ctx)
    return require("serve." .. module)[name](ctx)
  end
end

local routes = {
  { "GET", "/v1/health", at("general", "health") },
  { "GET", "/health", at("general", "health") },
  { "GET", "/metrics", at("general", "metrics") },
  { "GET", "/v1/capabilities", at("general", "capabilities") },
  { "POST", "/v1/applications/token", at("general", "token") },
  { "GET", "/v1/workspaces", at("general", "workspaces"), role = "reader" },
  { "GET", "/v1/workspaces/{workspace}", at("general", "workspace"), role = "reader" },
  { "GET", "/v1/workspaces/{workspace}/audit", at("general", "audit"), role = "admin" },
  { "GET", DEFINITIONS, at("definitions", "list"), role = "reader" },
  { "POST", DEFINITIONS, at("definitions", "create"), role = "editor", write = true },
  { "GET", DEFINITIONS .. "/{id}", at("definitions", "get"), role = "reader" },
  { "PUT", DEFINITIONS .. "/{id}", at("definitions", "update"), role = "editor", write = true },
  { "DELETE", DEFINITIONS .. "/{id}", at("definitions", "delete"), role = "editor", write = true },
  { "GET", DEFINITIONS .. "/{id}/versions", at("definitions", "versions"), role = "reader" },
  { "GET", DEFINITIONS .. "/{id}/versions/{version}", at("definitions", "version"),
    role = "reader" },
  { "POST", DEFINITIONS .. "/{id}/rollback", at("definitions", "rollback"), role = "editor",
    write = true },
}

for _, route in ipairs({
  { "GET", "/v1/jobs", at("jobs", "list"), role = "reader" },
  { "POST", "/v1/jobs", at("jobs", "create"), role = "editor", write = true },
  { "GET", "/v1/jobs/{id}", at("jobs", "get"), role = "reader" },
  { "DELETE", "/v1/jobs/{id}", at("jobs", "cancel"), role = "editor", write = true },
}) do
  routes[#routes + 1] = route
end

for _, kind in ipairs({ "sources", "connections" }) do
  local one = ("/v1/%s/{id}"):format(kind)
  for _, route in ipairs({
    { "GET", "/v1/" .. kind, at(kind, "list"), role = "reader" },
    { "POST", "/v1/" .. kind, at(kind, "create"), role = "editor", write = true },
    { "GET", one, at(kind, "get"), role = "reader" },
    { "PATCH", one, at(kind, "patch"), role = "editor", write = true },
    { "DELETE", one, at(kind, "delete"), role = "editor", write = true },
  }) do
    routes[#routes + 1] = route
  end
end
routes[#routes + 1] = { "PUT", "/v1/sources/{id}", at("sources", "put"), role = "editor",
  write = true }

return routes
