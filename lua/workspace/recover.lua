--- Finishes what an earlier run was killed in: a create that the workspace has taken gets its
--- id written into the files, an update gets its base. Nothing is sent.
local base = require("workspace.base")
local definition = require("workspace.definition")
local fs = require("host.fs")
local journal = require("workspace.journal")
local store = require("workspace.store")
local write_back = require("workspace.write_back")

local recover = {}

local function recorded(connector, workspace)
  return write_back.id(connector.document, workspace.name, workspace.default)
end

-- The folder a step belongs to; one that was renamed meanwhile is found by its name.
local function folder_of(step, connectors, workspace)
  local same_name
  for _, connector in ipairs(connectors) do
    if connector.slug == step.slug then
      return connector
    elseif connector.name == step.name and not recorded(connector, workspace) then
      same_name = connector
    end
  end
  return same_name
end

-- Without a token: what has the name and the body, and is in nobody's file.
local function by_likeness(workspace, step, connectors)
  local taken = {}
  for _, connector in ipairs(connectors) do
    taken[recorded(connector, workspace) or ""] = true
  end
  local list, message, code = workspace:list()
  if not list then
    return nil, message, code
  end
  for _, remote in ipairs(list) do
    if remote.name == step.name and remote.sha256 == step.sha256 and not taken[remote.id] then
      return remote
    end
  end
  return nil
end

local function answer_of(workspace, step, connectors)
  if step.id and step.op == "create" and step.version then
    return workspace:get(step.id)
  elseif workspace.remembers_tokens then
    return workspace:find_token(step.token)
  end
  return by_likeness(workspace, step, connectors)
end

-- What a step comes to: true when it was finished, false when the workspace has nothing of it,
-- nil, message, code when nobody can tell yet.
local function nothing(message, code)
  if code == nil or code == "not_found" then
    return false
  end
  return nil, message, code
end

local function finish_create(root, workspace, step, connectors)
  local remote, message, code = answer_of(workspace, step, connectors)
  if not remote then
    return nothing(message, code)
  end
  local connector = folder_of(step, connectors, workspace)
  if not connector then
    return false
  end
  if recorded(connector, workspace) ~= remote.id then
    local text
    text, message, code = write_back.set(connector.text, connector.document, workspace.name,
      workspace.default, remote.id)
    local ok = text ~= nil
    if ok then
      ok, message, code = definition.save(connector, text)
    end
    if not ok then
      return nil, message, code
    end
  end
  if not remote.manifest then
    remote, message, code = workspace:get(remote.id)
    if not remote then
      return nil, message, code
    end
  end
  return base.write(root, workspace.name, remote)
end

local function finish_update(root, workspace, step)
  local remote, message, code = workspace:get(step.id)
  if remote and remote.sha256 == step.sha256 and remote.name == step.name then
    return base.write(root, workspace.name, remote)
  end
  return nothing(message, code)
end

-- A killed write leaves its unfinished copy behind: ".<name>.XXXXXX". `name` is a pattern.
local function sweep(folder, name)
  local pattern = "^%." .. name .. "%." .. ("%w"):rep(6) .. "$"
  for _, found in ipairs(fs.list(folder) or {}) do
    if found:find(pattern) then
      fs.remove(folder .. "/" .. found)
    end
  end
end

-- The same under .revos. Who comes here has the lock, so nobody else is writing there.
local function sweep_store(root, workspace)
  sweep(store.path(root), "lock%.json")
  sweep(store.path(root, "journal"), ".*%.json")
  sweep(store.path(root, "base", store.part(workspace.name)), ".*%.json")
end

--- Finishes the open steps of a workspace.
---@param root string the project's folder
---@param workspace table an open driver
---@param connectors table[] of workspace.definition; changed when an id is written back
---@return string[]|nil slugs what was finished
---@return string|nil message
---@return string|nil code
function recover.run(root, workspace, connectors)
  local finished = {}
  sweep_store(root, workspace)
  for _, step in ipairs(journal.open_steps(root, workspace.name)) do
    local ok, message, code
    if step.op == "create" then
      ok, message, code = finish_create(root, workspace, step, connectors)
    else
      ok, message, code = finish_update(root, workspace, step)
    end
    if ok == nil then
      return nil, message, code
    end
    local connector = folder_of(step, connectors, workspace)
    if connector then
      sweep(connector.folder, "connector%.yaml")
    end
    journal.close(root, step)
    finished[#finished + 1] = ok and step.slug or nil
  end
  return finished
end

return recover
