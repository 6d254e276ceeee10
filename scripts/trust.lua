local function folder_of(ctx)
  local fs = require("host.fs")
  local path = require("util.path")
  if ctx.args.dir then
    local folder = path.absolute(ctx.args.dir)
    if fs.kind(folder) ~= "directory" and not ctx.args.revoke then
      return nil, ctx.args.dir .. ": no such folder", "not_found"
    end
    local is_project = path.name(folder) ~= "scripts" and fs.kind(folder .. "/revos.yaml")
    local scripts = is_project and folder .. "/scripts" or folder
    return fs.realpath(scripts) or scripts
  end
  local root = require("project.find").root()
  if not root then
    return nil, "no revos.yaml here or above", "not_found",
      { hint = "name the folder, or run 'revos init'" }
  end
  return fs.realpath(root .. "/scripts") or root .. "/scripts"
end

local function list(ctx)
  local json = require("host.json")
  local trust = require("project.trust")
  local store, message, code = trust.load()
  if not store then
    return nil, message, code
  end
  local rows = json.new_array()
  for folder in pairs(store) do
    local state = trust.is_trusted(folder) and "trusted" or "changed"
    rows[#rows + 1] = json.new_object({ { "folder", folder }, { "state", state } })
  end
  if ctx.args.json then
    ctx.out:json({ trusted = rows })
  else
    for _, row in ipairs(rows) do
      ctx.out:line("%s  %s", row.folder, row.state)
    end
  end
  return true
end

local function tell(ctx, folder, state)
  if ctx.args.json then
    ctx.out:json({ folder = folder, state = state })
  else
    ctx.out:line("%s: %s", folder, state)
  end
  return true
end

local function revoke(ctx, folder)
  local had, message, code = require("project.trust").revoke(folder)
  if had == nil then
    return nil, message, code
  end
  return tell(ctx, folder, had and "no longer trusted" or "was not trusted")
end

return {
  summary = "Consent to a project's command scripts",
  arguments = {
    { name = "dir", optional = true, doc = "the project's folder; the one around by default" },
  },
  options = {
    { name = "revoke", type = "boolean", doc = "take the consent back" },
    { name = "list", type = "boolean", doc = "show what is trusted" },
  },
  run = function(ctx)
    if ctx.args.list then
      return list(ctx)
    end
    local folder, message, code, details = folder_of(ctx)
    if not folder then
      return nil, message, code, details
    end
    if ctx.args.revoke then
      return revoke(ctx, folder)
    end
    if require("host.fs").kind(folder) ~= "directory" then
      return nil, folder .. ": no such folder, so there is nothing to trust", "not_found"
    end
    local ok, problem, kind = require("project.trust").grant(folder)
    if not ok then
      return nil, problem, kind
    end
    return tell(ctx, folder, "trusted")
  end,
}
