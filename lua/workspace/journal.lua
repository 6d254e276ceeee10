--- What a run is about to do, written down before it is done, so that the next run can
--- finish what a kill interrupted: .revos/journal holds one document an open step.
---
--- A step is {op, slug, workspace, token, name, sha256} and, once the workspace answered,
--- {id, version}. `token` goes along with a create: a workspace that remembers it
--- registers once however often it is asked.
local fs = require("host.fs")
local json = require("host.json")
local store = require("workspace.store")

local journal = {}

local function path(root, step)
  return store.path(root, "journal", store.part(step.workspace) .. "." .. step.slug .. ".json")
end

--- Writes a step down; again to add the answer.
---@param root string the project's folder
---@param step table
---@return boolean|nil ok
---@return string|nil message
---@return string|nil code
function journal.write(root, step)
  local folder, message, code = store.folder(root, "journal")
  if not folder then
    return nil, message, code
  end
  local document = json.new_object()
  for _, key in ipairs({ "op", "slug", "workspace", "token", "name", "sha256", "id", "version" }) do
    document[key] = step[key]
  end
  return store.write(path(root, step), document)
end

--- The step is done in the workspace and in the files.
function journal.close(root, step)
  return fs.remove(path(root, step))
end

--- The steps that an earlier run left open in a workspace, by slug.
---@return table[]
function journal.open_steps(root, workspace)
  local steps = {}
  for _, name in ipairs(fs.list(store.path(root, "journal")) or {}) do
    name = type(name) == "table" and name.name or name
    local step = name:find("%.json$") and store.read(store.path(root, "journal", name))
    if step and step.workspace == workspace and type(step.slug) == "string" then
      steps[#steps + 1] = step
    end
  end
  table.sort(steps, function(a, b)
    return a.slug < b.slug
  end)
  return steps
end

return journal
