--- A plan as a file: what `diff --out` found and `apply FILE` is to do, that and nothing else. It
--- names values by their hashes; the values themselves are the connectors' files.
local fs = require("host.fs")
local json = require("host.json")
local time = require("util.time")

local saved_plan = {}

local SCHEMA = "revos/v1/plan"

-- What has to be the same when the plan is carried out.
local FIELDS = { "path", "slug", "name", "action", "id", "sha256", "seenVersion", "seenName",
  "seenSha256" }

-- Where the workspace is, the same in every copy of the project.
local function address_of(workspace, root)
  if workspace.driver == "http" or not workspace.address then
    return workspace.address or json.null
  end
  return require("util.path").below(workspace.address, root) or workspace.address
end

local function row_of(item)
  local connector, remote = item.connector, item.remote
  return {
    path = connector.path,
    slug = connector.slug,
    name = connector.name,
    action = item.action,
    id = item.id or item.recorded,
    sha256 = connector.sha256,
    seenVersion = remote and remote.version,
    seenName = remote and remote.name,
    seenSha256 = remote and remote.sha256,
  }
end

local function row_json(item)
  local row, object = row_of(item), json.new_object()
  for _, field in ipairs(FIELDS) do
    object[field] = row[field] == nil and json.null or row[field]
  end
  return object
end

--- Writes a plan.
---@param file string
---@param session {root:string, workspace:table}
---@param items table[] of workspace.plan, without problems
---@param options {adopt:boolean|nil, force:boolean|nil}
---@return boolean|nil ok
---@return string|nil message
---@return string|nil code
function saved_plan.write(file, session, items, options)
  local workspace = session.workspace
  local rows = json.new_array()
  for i, item in ipairs(items) do
    rows[i] = row_json(item)
  end
  return fs.write(file, json.encode(json.new_object({
    { "schema", SCHEMA },
    { "createdAt", time.rfc3339() },
    { "workspace", workspace.name },
    { "address", address_of(workspace, session.root) },
    { "workspaceId", workspace.driver == "http" and workspace.workspace_id or json.null },
    { "adopt", options.adopt or false },
    { "force", options.force or false },
    { "connectors", rows },
  }), { indent = 2 }) .. "\n")
end

--- Is this argument of `apply` a plan and no connector?
---@param path string
---@return boolean
function saved_plan.is_file(path)
  return path:find("%.json$") ~= nil and fs.kind(path) == "file"
end

local function is_plan(plan)
  if not json.is_object(plan) or plan.schema ~= SCHEMA or type(plan.workspace) ~= "string"
    or not json.is_array(plan.connectors) then
    return false
  end
  for _, row in ipairs(plan.connectors) do
    if not json.is_object(row) or type(row.slug) ~= "string" or type(row.path) ~= "string" then
      return false
    end
  end
  return true
end

--- Reads a plan.
---@param file string
---@return table|nil plan {workspace, adopt, force, connectors, address, workspaceId}
---@return string|nil message
---@return string|nil code
function saved_plan.read(file)
  local plan, message, code = require("util.json_file").read(file, nil, 64 * 1024 * 1024)
  if plan == nil then
    return nil, message, code
  elseif not is_plan(plan) then
    return nil, file .. ": is no plan of 'revos diff --out'", "invalid"
  end
  return plan
end

--- The folders that a plan is about.
---@param plan table
---@return string[]
function saved_plan.paths(plan)
  local paths = {}
  for i, row in ipairs(plan.connectors) do
    paths[i] = row.slug
  end
  return paths
end

local WHY = { sha256 = "its files changed", name = "its spec.name changed",
  seenVersion = "the workspace has another version of it",
  seenName = "it was renamed in the workspace",
  seenSha256 = "the workspace has another version of it", id = "its recorded id changed" }

local function stale_row(row, item)
  if not item then
    return "its folder is gone"
  elseif item.problem then
    return item.problem.message
  end
  local now = row_of(item)
  for _, field in ipairs(FIELDS) do
    local planned = row[field] ~= json.null and row[field] or nil
    if planned ~= now[field] then
      return WHY[field] or ("what is to be done there is '%s' now, the plan says '%s'"):format(
        tostring(now.action), tostring(row.action))
    end
  end
  return nil
end

--- Why a plan no longer holds; nil when everything is as it was.
---@param plan table of read()
---@param session {root:string, workspace:table}
---@param items table[] what would be done now, of workspace.plan
---@return string|nil reason
function saved_plan.stale(plan, session, items)
  local workspace = session.workspace
  local id = workspace.driver == "http" and workspace.workspace_id or json.null
  if plan.address ~= address_of(workspace, session.root) or plan.workspaceId ~= id then
    return ("workspace %s is another one now"):format(plan.workspace)
  end
  local by_slug = {}
  for _, item in ipairs(items) do
    by_slug[item.connector.slug] = item
  end
  for _, row in ipairs(plan.connectors) do
    local reason = stale_row(row, by_slug[row.slug])
    if reason then
      local prefix = row.path .. ": "
      return reason:sub(1, #prefix) == prefix and reason or prefix .. reason
    end
  end
  return nil
end

return saved_plan
