--- Brings what changed in the workspace into the files of a connector. Comments and order stay;
--- local edits stay as well unless they are to be overwritten.
local base = require("workspace.base")
local claims = require("workspace.claims")
local definition = require("workspace.definition")
local fs = require("host.fs")
local json = require("host.json")
local difference = require("workspace.difference")
local edit = require("util.later")("util.yaml.edit")
local merge = require("workspace.merge")
local pool = require("workspace.pool")
local write_back = require("workspace.write_back")
local yaml = require("host.yaml")

local pull = {}

-- The definition that the files are to say, or the paths where both sides changed.
local function wanted(connector, remote, agreed, force)
  if force then
    return remote
  end
  local conflicts, result = {}, {}
  if not agreed then
    for i, one in ipairs(difference.definitions(connector, remote)) do
      conflicts[i] = one.path
    end
    return #conflicts == 0 and connector or nil, conflicts
  end
  for _, field in ipairs({ "name", "manifest", "components" }) do
    result[field] = merge(agreed[field], connector[field], remote[field], field, conflicts)
  end
  return #conflicts == 0 and result or nil, conflicts
end

-- What pulling would do to one connector.
---@param self {root:string, workspace:table, force:boolean, claims:table}
---@param connector table of workspace.definition
---@return table step {connector, action, id, remote, target, differences, problem}
function pull.plan(self, connector)
  local id, note = write_back.id(connector.document, self.workspace.name, self.workspace.default)
  local step = { connector = connector, id = id, action = "none", note = note, differences = {} }
  local function refuse(message, code, details)
    step.problem = { message = message, code = code, details = details }
    return step
  end
  if not id then
    step.problem = connector.problem
    return step
  end
  local shared, kind, details = claims.problem(self.claims or {}, connector, id)
  if shared then
    return refuse(shared, kind, details)
  end
  definition.complete(connector)
  if connector.problem then
    step.problem = connector.problem
    return step
  end
  local remote, message, code = self.workspace:get(id)
  if not remote then
    return refuse(("%s: %s"):format(connector.path, message), code)
  end
  step.remote = remote
  local target, conflicts = wanted(connector, remote,
    base.read(self.root, self.workspace.name, id), self.force)
  if not target then
    step.action = "update"
    return refuse(("%s: was edited here and differs from the workspace: %s"):format(connector.path,
      table.concat(conflicts, ", ")), "conflict", { hint = "--force overwrites the local edits" })
  end
  step.target = target
  step.differences = difference.definitions(connector, target)
  step.action = step.differences[1] and "update" or "none"
  return step
end

local function save_manifest(connector, manifest)
  local text, coarse, code = edit.merge(connector.manifest_text, manifest)
  if not text then
    return nil, coarse, code
  elseif text ~= connector.manifest_text then
    local ok, message, kind = fs.write(connector.folder .. "/manifest.yaml", text)
    if not ok then
      return nil, message, kind
    end
  end
  return true, coarse
end

local function save_components(connector, components)
  local file = connector.folder .. "/components.lua"
  if components == connector.components then
    return true
  elseif components == nil then
    return fs.remove(file)
  end
  return fs.write(file, components)
end

--- Writes the files of a step; the base last, so that a killed run is simply run again.
---@param self table
---@param step table of plan(), without a problem
---@return boolean|nil ok
---@return boolean|string coarse true when comments of the manifest could not be kept
---@return string|nil code
function pull.carry_out(self, step)
  local connector, target = step.connector, step.target
  local ok, message, code
  local coarse = false
  if step.action == "update" then
    ok, coarse, code = save_manifest(connector, target.manifest)
    if not ok then
      return nil, coarse, code
    end
    ok, message, code = save_components(connector, target.components)
    if ok and target.name ~= connector.name then
      local text
      text, message, code = edit.set(connector.text, { "spec", "name" }, target.name)
      ok = text ~= nil
      if ok then
        ok, message, code = definition.save(connector, text)
      end
    end
    if not ok then
      return nil, message, code
    end
    ok, message, code = base.write(self.root, self.workspace.name, step.remote)
    if not ok then
      return nil, message, code
    end
  end
  return true, coarse
end

local AT_ONCE = 8

--- Plans and carries out, several connectors at a time.
---@param self {root:string, workspace:table, force:boolean, claims:table} `claims` of claims.of
---@param connectors table[] of workspace.definition
---@param dry_run boolean|nil only plan
---@return table[] steps of plan(), in the order of the connectors, with path, slug and name
function pull.each(self, connectors, dry_run)
  local steps = {}
  local function one(i)
    local connector = connectors[i]
    local step = pull.plan(self, connector)
    if not step.problem and step.action ~= "none" and not dry_run then
      local ok, coarse, code = pull.carry_out(self, step)
      step.problem = not ok and { message = coarse, code = code } or nil
      step.coarse = ok and coarse
    end
    step.path, step.slug = connector.path, connector.slug
    step.name = step.target and step.target.name or connector.name
    return step
  end
  local started = pool.run(#connectors, AT_ONCE, one, function(i, step)
    steps[i] = step
  end)
  for i = started + 1, #connectors do
    local connector = connectors[i]
    steps[i] = { connector = connector, path = connector.path, slug = connector.slug,
      name = connector.name, action = "none", differences = {},
      problem = { message = connector.path .. ": was not begun: interrupted", code = "cancelled" } }
  end
  return steps
end

local function envelope(slug, name)
  return yaml.encode(json.new_object({
    { "apiVersion", "revos/v1" },
    { "kind", "Connector" },
    { "metadata", json.new_object({ { "name", slug } }) },
    { "spec", json.new_object({ { "name", name }, { "type", "declarative" } }) },
  }))
end

local function files_of(self, slug, remote)
  local text = envelope(slug, remote.name)
  local document = yaml.decode(text, "connector.yaml")
  local message, code
  text, message, code = write_back.set(text, document, self.workspace.name,
    self.workspace.default, remote.id)
  if not text then
    return nil, message, code
  end
  return { ["connector.yaml"] = text, ["manifest.yaml"] = yaml.encode(remote.manifest),
    ["components.lua"] = remote.components }
end

--- Makes the folder of a connector that is only in the workspace, whole or not at all.
---@param self table
---@param slug string a free one
---@param remote table
---@return boolean|nil ok
---@return string|nil message
---@return string|nil code
function pull.make(self, slug, remote)
  local files, message, code = files_of(self, slug, remote)
  if not files then
    return nil, message, code
  end
  local folder = self.root .. "/connectors/" .. slug
  local draft = ("%s/connectors/.%s.new"):format(self.root, slug)
  if fs.exists(draft) then
    fs.remove_tree(draft)
  end
  local ok
  ok, message, code = fs.mkdir(draft, { parents = true })
  for name, text in pairs(files) do
    if ok then
      ok, message, code = fs.write(draft .. "/" .. name, text)
    end
  end
  if ok then
    ok, message, code = fs.rename(draft, folder)
  end
  if not ok then
    fs.remove_tree(draft)
    return nil, message, code
  end
  return base.write(self.root, self.workspace.name, remote)
end

return pull
