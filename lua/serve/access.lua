--- Who may do what: tokens of one workspace with a role, and applications that get tokens.
local clock = require("host.clock")
local problem = require("serve.problem")
local secret = require("serve.secret")

local access = {}

access.ROLES = { reader = 1, editor = 2, admin = 3 }

-- Of a token that an application got; it asks again then.
local LIFETIME = 900

local function now()
  return math.floor(clock.now())
end

--- Stores a token and gives it out, the one time it can be seen.
---@param database table of serve.database
---@param grant {workspace_id:string, role:string, name:string, lifetime:integer|nil,
---  application_id:string|nil}
---@return string token
---@return string id
function access.issue(database, grant)
  local text, id, digest = secret.new()
  local made = now()
  database:run([[
INSERT INTO access_token (id, workspace_id, application_id, name, role, hash, created_at,
  expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)]], id, grant.workspace_id, grant.application_id,
    grant.name, grant.role, digest, made, grant.lifetime and made + grant.lifetime)
  if not grant.application_id then
    database:note(grant.workspace_id, ("grant token %s (%s)"):format(id, grant.role))
  end
  return text, id
end

--- Stores an application: a client id and a secret for it.
---@return string client_id
---@return string client_secret
function access.register(database, grant)
  local text, id, digest = secret.new()
  local made = now()
  database:run([[
INSERT INTO application (id, workspace_id, name, role, hash, created_at, expires_at)
VALUES (?, ?, ?, ?, ?, ?, ?)]], id, grant.workspace_id, grant.name, grant.role, digest, made,
    grant.lifetime and made + grant.lifetime)
  database:note(grant.workspace_id, ("grant application %s (%s)"):format(id, grant.role))
  return id, text
end

--- Tokens and applications that were made by hand, not the hashes of their secrets.
---@return table[] {id, kind, workspace_id, name, role, created_at, expires_at}
function access.granted(database)
  return database:rows([[
SELECT id, 'token' AS kind, workspace_id, name, role, created_at, expires_at
FROM access_token WHERE application_id IS NULL
UNION ALL
SELECT id, 'application' AS kind, workspace_id, name, role, created_at, expires_at
FROM application ORDER BY workspace_id, created_at, id]])
end

--- Takes a token back, or an application with its tokens.
---@param id string
---@return boolean done false: there is none of this id
function access.revoke(database, id)
  local found
  for _, grant in ipairs(access.granted(database)) do
    found = grant.id == id and grant or found
  end
  if not found then
    return false
  end
  database:run("DELETE FROM access_token WHERE id = ? OR application_id = ?", id, id)
  database:run("DELETE FROM application WHERE id = ?", id)
  database:note(found.workspace_id, ("revoke %s %s"):format(found.kind, id))
  return true
end

local function live(row)
  return row and (not row.expires_at or row.expires_at > now())
end

local function unknown()
  problem.raise(401, "a valid token is needed: Authorization: Bearer TOKEN",
    { headers = { "WWW-Authenticate", "Bearer" } })
end

local BY_ID = "SELECT id, workspace_id, name, role, hash, expires_at FROM access_token WHERE id = ?"

--- The bearer of a request's token.
---@param database table
---@param header string|nil of Authorization
---@return {id:string, workspace_id:string, role:string, who:string}
function access.bearer(database, header)
  local scheme, token = (header or ""):match("^(%a+) +([^%s]+) *$")
  local id, words = secret.parts(token or "")
  if not id or scheme:lower() ~= "bearer" then
    unknown()
  end
  local row = database:rows(BY_ID, id)[1]
  if not live(row) or not secret.fits(words, row.hash) then
    unknown()
  end
  return { id = row.id, workspace_id = row.workspace_id, role = row.role,
    who = ("%s (token %s)"):format(row.name, row.id) }
end

--- Refuses a bearer whose role is too small.
function access.demand(bearer, role)
  if access.ROLES[bearer.role] < access.ROLES[role] then
    problem.raise(403, ("this needs the role of %s %s; the token has that of %s %s"):format(
      role == "reader" and "a" or "an", role, bearer.role == "reader" and "a" or "an",
      bearer.role))
  end
end

--- A token for an application that shows its secret.
---@return string token
---@return integer lifetime seconds
function access.exchange(database, client_id, client_secret)
  local row = database:rows("SELECT * FROM application WHERE id = ?", client_id)[1]
  local id, words = secret.parts(client_secret)
  if not live(row) or id ~= row.id or not secret.fits(words, row.hash) then
    problem.raise(401, "client_id and client_secret are of no application",
      { headers = { "WWW-Authenticate", "Bearer" } })
  end
  database:run("DELETE FROM access_token WHERE expires_at < ?", now())
  return access.issue(database, { workspace_id = row.workspace_id, application_id = row.id,
    role = row.role, name = row.name, lifetime = LIFETIME }), LIFETIME
end

return access
