--- What is about the server and its callers, not about what is registered.
local access = require("serve.access")
local answer = require("serve.answer")
local json = require("host.json")
local problem = require("serve.problem")

local general = {}

function general.health(ctx)
  problem.check(ctx.database.root:ping())
  return answer.json(json.new_object({
    { "status", "ok" },
    { "available", true },
    { "version", require("host.embedded").version },
  }))
end

--- What this server can do beyond Airbyte's API; clients ask instead of guessing.
function general.capabilities(ctx)
  return answer.json(json.new_object({
    { "server", "revos" },
    { "version", require("host.embedded").version },
    { "rename", true },
    { "components", true },
    { "rollback", true },
    { "conditional_write", true },
    { "sources", true },
    { "connections", true },
    { "check", ctx.app.jobs.destinations ~= nil },
    { "sync", ctx.app.jobs.destinations ~= nil },
    { "idempotency_key", true },
    { "paging", true },
    { "max_body", ctx.app.max_body },
  }))
end

local SPELLINGS = { "grant_type", "grant-type" }

-- Airbyte's contract and its pages disagree about the hyphen.
local function check_grant(fields)
  local grant
  for _, spelling in ipairs(SPELLINGS) do
    grant = grant or fields[spelling]
  end
  if grant ~= "client_credentials" then
    problem.raise(400, "grant_type: client_credentials is expected")
  end
end

function general.token(ctx)
  local allowed, seconds = ctx.app.token_rate:allow(ctx.call.peer)
  if not allowed then
    problem.raise(429, ("too many requests for tokens; wait %d s"):format(seconds),
      { headers = { "Retry-After", tostring(seconds) } })
  end
  local fields = ctx.call:form()
  check_grant(fields)
  if not fields.client_id or not fields.client_secret then
    problem.raise(400, "client_id and client_secret are expected")
  end
  local token, lifetime = access.exchange(ctx.database, fields.client_id, fields.client_secret)
  return answer.json(json.new_object({ { "access_token", token }, { "token_type", "Bearer" },
    { "expires_in", lifetime } }))
end

local function workspace_members(row)
  return json.new_object({ { "workspaceId", row.id }, { "name", row.name },
    { "dataResidency", "auto" }, { "notifications", json.new_object() } })
end

local function own_workspace(ctx)
  return ctx.database:rows("SELECT id, name FROM workspace WHERE id = ?",
    ctx.bearer.workspace_id)[1]
end

--- A token is of one workspace; there are no others for its bearer.
function general.workspaces(ctx)
  return answer.json(json.new_object({
    { "data", json.new_array({ workspace_members(own_workspace(ctx)) }) },
    { "next", "" },
    { "previous", "" },
  }))
end

function general.workspace(ctx)
  return answer.json(workspace_members(own_workspace(ctx)))
end

function general.audit(ctx)
  return require("serve.page").answer(ctx, function(count, offset)
    return ctx.database:rows([[
SELECT a.at, a.who, a.what, a.connector_id, a.sha256
FROM audit a LEFT JOIN connector c ON c.id = a.connector_id
WHERE coalesce(a.workspace_id, c.workspace_id) = ?
ORDER BY a.at DESC, a.what, a.connector_id LIMIT ? OFFSET ?]], ctx.bearer.workspace_id, count,
      offset)
  end, function(row)
    return json.encode(json.new_object({ { "at", row.at }, { "who", row.who or json.null },
      { "what", row.what }, { "definitionId", row.connector_id or json.null },
      { "sha256", row.sha256 and row.sha256 ~= "" and row.sha256 or json.null } }))
  end, 100)
end

function general.metrics(ctx)
  return { status = 200, body = ctx.app.metrics:text(ctx.app),
    headers = { "Content-Type", "text/plain; version=0.0.4; charset=utf-8" } }
end

return general
