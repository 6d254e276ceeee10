--- `serve token create` and `serve application create`: a role in a workspace, for a time.
local access = require("serve.access")
local json = require("host.json")
local options = require("serve.options")
local problem = require("serve.problem")
local time = require("util.time")

local grant = {}

local function wanted(ctx)
  local id = ctx.args.workspace
  if id and not id:find("^[%w][%w_.-]*$") or id and #id > 64 then
    return nil, ("--workspace: '%s' is no id: letters, digits, '-', '_' and '.'"):format(id),
      "usage"
  end
  local lifetime, message, code = options.duration(ctx.args.expires)
  if message then
    return nil, message, code
  end
  return { workspace_id = id, role = ctx.args.role, name = ctx.args.name, lifetime = lifetime }
end

-- The workspace that is meant when none is named.
local function only_one(database, named)
  local all = database:workspaces()
  if named or #all == 1 then
    return named or all[1].id
  end
  return nil, "--workspace: name one, there are several in " .. database.path, "usage"
end

--- What may be shown of a token or an application.
---@param row table of access.granted()
---@return table
function grant.object(row)
  return json.new_object({ { "id", row.id }, { "kind", row.kind },
    { "workspace", row.workspace_id }, { "role", row.role }, { "name", row.name },
    { "createdAt", time.rfc3339(row.created_at) },
    { "expiresAt", row.expires_at and time.rfc3339(row.expires_at) or json.null } })
end

--- Opens a database that is there and lets fn work on it; a problem becomes nil, message, code.
---@param ctx table the context of a command
---@param fn fun(access:table, database:table):boolean|nil, string|nil, string|nil
---@return any, string|nil message, string|nil code, table|nil details
function grant.with(ctx, fn)
  local path, message, code, details = options.existing(ctx)
  if not path then
    return nil, message, code, details
  end
  local database
  database, message, code = require("serve.database").open(path)
  if not database then
    return nil, message, code
  end
  local answers = table.pack(pcall(fn, access, database))
  database:close()
  if answers[1] then
    return table.unpack(answers, 2, answers.n)
  elseif problem.is(answers[2]) then
    return nil, answers[2].detail, answers[2].cause
  end
  error(answers[2], 0)
end

--- Opens the database, which is made with the workspace when they are missing, and lets `make`
--- store and print the secret.
---@param ctx table the context of a command
---@param make fun(access:table, database:table, grant:table)
---@return boolean|nil ok, string|nil message, string|nil code, table|nil details
function grant.create(ctx, make)
  local asked, message, code, details = wanted(ctx)
  if not asked then
    return nil, message, code, details
  end
  local path
  path, message, code, details = options.database(ctx)
  if not path then
    return nil, message, code, details
  end
  local database
  database, message, code = require("serve.database").open(path, asked.workspace_id)
  if not database then
    return nil, message, code
  end
  asked.workspace_id, message, code = only_one(database, asked.workspace_id)
  if not asked.workspace_id then
    database:close()
    return nil, message, code
  end
  local ok, raised = pcall(make, access, database, asked)
  database:close()
  if not ok and problem.is(raised) then
    return nil, raised.detail, raised.cause
  elseif not ok then
    error(raised, 0)
  end
  return true
end

return grant
