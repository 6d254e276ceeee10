local function project_of(folder)
  local fs, path = require("host.fs"), require("revos.text").path
  local above = path.name(folder) == "scripts" and path.folder(folder) or folder
  return fs.kind(above .. "/revos.yaml") and above or nil
end

-- What is to be trusted: { scripts: folder or nil, own: of project.extensions or nil, folder }.
local function subject(ctx)
  local fs, path = require("host.fs"), require("revos.text").path
  local folder = ctx.args.dir and path.absolute(ctx.args.dir)
  if folder and fs.kind(folder) ~= "directory" and not ctx.args.revoke then
    return nil, ctx.args.dir .. ": no such folder", "not_found"
  end
  local root = folder and project_of(folder) or not folder and require("revos.project").find.root()
  if not folder and not root then
    return nil, "no revos.yaml here or above", "not_found",
      { hint = "name the folder, or run 'revos init'" }
  end
  if not root and not ctx.args.revoke then
    return nil, ctx.args.dir .. ": is no project: it has no revos.yaml", "not_found"
  end
  local scripts = root and root .. "/scripts" or folder
  return { folder = fs.realpath(scripts) or scripts, root = root,
    own = root and require("revos.project").extensions.load(root) or nil,
    file = root and (fs.realpath(root .. "/revos.yaml") or root .. "/revos.yaml") }
end

local function state_of(path)
  local trust, path_name = require("revos.project").trust, require("revos.text").path.name(path)
  if path_name ~= "revos.yaml" then
    return trust.is_trusted(path) and "trusted" or "changed"
  end
  local extensions = require("revos.project").extensions
  local own = extensions.load(path:match("^(.*)/"))
  return own and extensions.are_trusted(own) and "trusted" or "changed"
end

local function list(ctx)
  local json = require("host.json")
  local store, message, code = require("revos.project").trust.load()
  if not store then
    return nil, message, code
  end
  local rows = json.new_array()
  for path in pairs(store) do
    rows[#rows + 1] = json.new_object({ { "folder", path }, { "state", state_of(path) } })
  end
  if ctx.args.json then
    ctx.out:json({ trusted = rows })
  elseif #rows == 0 then
    ctx:note("nothing is trusted")
  else
    for _, row in ipairs(rows) do
      ctx.out:line("%s  %s", row.folder, row.state)
    end
  end
  return true
end

local function tell(ctx, states)
  if ctx.args.json then
    local first = states[1]
    local json = require("host.json")
    local document = json.new_object({ { "folder", first[1] }, { "state", first[2] } })
    document.projectFile = states[2] and states[2][2]
    ctx.out:json(document)
  else
    for _, one in ipairs(states) do
      ctx.out:line("%s: %s", one[1], one[2])
    end
  end
  return true
end

local function revoke(ctx, what)
  local states = {}
  for _, path in ipairs({ what.folder, what.file }) do
    local had, message, code = require("revos.project").trust.revoke(path)
    if had == nil then
      return nil, message, code
    elseif had or path == what.folder then
      states[#states + 1] = { path, had and "no longer trusted" or "was not trusted" }
    end
  end
  return tell(ctx, states)
end

-- Scripts, aliases and hooks that can never do their work.
local function tell_idle(ctx, check, root)
  local run = require("revos.commands")[check].run
  for _, one in ipairs(ctx.args.json and {} or run(root, ctx.shared.roots)) do
    ctx:note("%s:%d:%d: %s", one.file, one.line, one.column, one.message)
  end
end

local function described(own)
  local extensions = require("revos.project").extensions
  local parts = { extensions.runs_something(own) and "aliases and hooks" or nil }
  parts[#parts + 1] = extensions.destinations(own)
  return table.concat(parts, ", ")
end

local function grant(ctx, what)
  local trust, states = require("revos.project").trust, {}
  if require("host.fs").kind(what.folder) == "directory" then
    local ok, message, code = trust.grant(what.folder)
    if not ok then
      return nil, message, code
    end
    states[1] = { what.folder, "trusted" }
    tell_idle(ctx, "script_check", what.root)
  end
  if what.own then
    local ok, message, code = trust.record(what.own.file, what.own.hash)
    if not ok then
      return nil, message, code
    end
    states[#states + 1] = { what.own.file, described(what.own) .. " trusted" }
    tell_idle(ctx, "extension_check", what.root)
  end
  if not states[1] then
    return nil, what.folder .. ": no such folder, so there is nothing to trust", "not_found"
  end
  return tell(ctx, states)
end

return {
  summary = "Consent to a project's command scripts, aliases, hooks and workspaces",
  arguments = {
    { name = "dir", optional = true, doc = "the project's folder; the one around by default" },
  },
  options = {
    { name = "revoke", type = "boolean", doc = "take the consent back" },
    { name = "list", type = "boolean", doc = "show what is trusted" },
  },
  examples = { "revos trust", "revos trust --list", "revos trust --revoke" },
  run = function(ctx)
    if ctx.args.list then
      return list(ctx)
    end
    local what, message, code, details = subject(ctx)
    if not what then
      return nil, message, code, details
    end
    if ctx.args.revoke then
      return revoke(ctx, what)
    end
    return grant(ctx, what)
  end,
}
