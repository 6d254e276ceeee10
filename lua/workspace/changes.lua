--- How `diff` shows what differs: a change is {path, slug, name, action, differences}.
local json = require("host.json")
local outcome = require("workspace.outcome")

local changes = {}

local COUNTED = { "create", "update", "rename", "adopt", "none", "failed" }

--- Counts of nothing yet.
---@return table<string, integer>
function changes.counts()
  return { create = 0, update = 0, rename = 0, adopt = 0, none = 0, failed = 0 }
end

local function change_json(change)
  return json.new_object({
    { "path", change.path },
    { "slug", change.slug },
    { "name", change.name },
    { "action", change.action },
    { "differences", outcome.differences(change.differences) },
  })
end

--- The document of `diff --json`.
---@param list table[] changes
---@param counts table
---@param workspace string
---@param against string|nil the workspace that it is compared with, for two workspaces
---@return table
function changes.document(list, counts, workspace, against)
  local array, summary = json.new_array(), json.new_object()
  for i, change in ipairs(list) do
    array[i] = change_json(change)
  end
  for _, action in ipairs(COUNTED) do
    summary[action] = counts[action]
  end
  summary.missing = counts.missing
  local document = json.new_object({ { "schema", "revos/v1/diff" }, { "workspace", workspace } })
  document.against = against
  document.changes = array
  document.summary = summary
  return document
end

local function one_line(value)
  local text = json.encode(value)
  return #text > 120 and text:sub(1, 117) .. "..." or text
end

--- Take the secrets of a connector out of what is shown of it.
---@param differences table[] they are changed
---@param connector table
---@return table[] differences
function changes.hide(differences, connector)
  local scan = require("workspace.secret_scan")
  local secrets = scan.values(connector.folder, connector.manifest)
  for _, one in ipairs(secrets[1] and differences or {}) do
    for _, part in ipairs({ "path", "from", "to" }) do
      one[part] = scan.without(one[part], secrets)
    end
  end
  return differences
end

--- The changes as lines.
---@param ctx table the command's context
---@param list table[]
function changes.lines(ctx, list)
  for _, change in ipairs(list) do
    ctx.out:line("%s  %s  %s", change.path, change.name, change.action)
    for _, one in ipairs(change.action ~= "create" and change.differences or {}) do
      if one.from ~= nil then
        ctx.out:line("  - %s: %s", one.path, one_line(one.from))
      end
      if one.to ~= nil then
        ctx.out:line("  + %s: %s", one.path, one_line(one.to))
      end
    end
  end
end

return changes
