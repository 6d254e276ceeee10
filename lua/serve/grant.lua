--- `serve token create` and `serve application create`: a role in a workspace, for a time.
local access = require("serve.access")
local options = require("serve.options")
local problem = require("serve.problem")

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

--- Opens the database, which is made with the workspace when they are missing, and lets `make`
--- store and print the secret.
---@param make fun(access:table, database:table, grant:table)
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
    return nil, raised.detail, raised.code
  elseif not ok then
    error(raised, 0)
  end
  return true
end

return grant
