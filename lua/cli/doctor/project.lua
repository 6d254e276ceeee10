--- Checks of the project around the current folder: its file, what git must not see, connectors,
--- consent, workspaces.
local fs = require("host.fs")
local text = require("util.text")

local function check_ignored(project, add)
  local ignore = require("project.ignore")
  local present = fs.read(project.root .. "/.gitignore") or ""
  if ignore.complete(present) == present then
    return add("ok", ".gitignore", "keeps secrets and state out of git")
  end
  add("warning", ".gitignore", "does not keep all secrets and state out of git", "revos init")
end

local function check_connectors(project, add)
  local lint = require("project.lint")
  local items, message = project:select()
  if not items then
    return add("failed", "connectors", message)
  end
  local summary = lint.summary(lint.run(project.root, items))
  local count = text.count(#items, "connector")
  if summary.error > 0 then
    return add("failed", "connectors", ("%s, %s"):format(count, text.count(summary.error, "error")),
      "revos lint")
  end
  add("ok", "connectors", count)
end

local function check_secrets(project, add)
  for _, item in ipairs(project:connectors()) do
    local file = item.folder .. "/secrets/config.json"
    local stat = fs.stat(file)
    if stat and stat.mode & 2 ~= 0 then
      add("warning", "secrets", item.path .. "/secrets/config.json: everybody can write it",
        "chmod 600 " .. item.path .. "/secrets/config.json")
    end
  end
end

local function check_consent(project, add)
  local own = require("project.extensions").load(project.root)
  local scripts = project.root .. "/scripts"
  local has_scripts = #(fs.list(scripts) or {}) > 0
  if not own and not has_scripts then
    return
  end
  local trusted = (not has_scripts or require("project.trust").is_trusted(scripts))
    and (not own or require("project.extensions").are_trusted(own))
  add(trusted and "ok" or "warning", "consent", trusted and "what the project brings is trusted"
    or "the project's scripts, aliases, hooks or workspaces are not trusted, so they are not used",
    not trusted and "look at them, then run 'revos trust'" or nil)
end

local function check_workspace(project, add, name)
  local label = "workspace " .. name
  local opened, message, _, details = require("workspace").open(project, name)
  local reached = nil
  if opened then
    reached, message = opened:ping()
    opened:close()
  end
  if reached then
    return add("ok", label, ("%s %s"):format(opened.driver, opened.address or ""))
  end
  local chosen = name == project.workspace
  add(chosen and "failed" or "warning", label, message or "not reachable", details and details.hint)
end

return function(ctx, add)
  if not require("project.find").root() then
    return add("ok", "project", "none here or in a folder above")
  end
  local project, message, _, details = ctx:find_project()
  if not project then
    return add("failed", "project", message, details and details.hint)
  end
  add("ok", "project", ("%s at %s"):format(project.name, project.root))
  check_ignored(project, add)
  check_connectors(project, add)
  check_secrets(project, add)
  check_consent(project, add)
  for _, name in ipairs(project.workspace_names) do
    check_workspace(project, add, name)
  end
end
