local outcome = require("revos.workspace").outcome

local DONE = { create = "created", update = "updated", none = "unchanged" }

local function free_slug(taken, name)
  local slug = require("revos.project").slug.from_name(name) or "connector"
  local free, count = slug, 1
  while taken[free] do
    count = count + 1
    free = ("%s-%d"):format(slug:sub(1, 60), count)
  end
  taken[free] = true
  return free
end

-- What the workspace has and no folder records.
local function unknown(session)
  local write_back = require("revos.workspace").write_back
  local workspace, claimed, taken = session.workspace, {}, {}
  for _, connector in ipairs(session.connectors) do
    taken[connector.slug] = true
    local id = write_back.id(connector.document, workspace.name, workspace.default)
    claimed[id or ""] = true
  end
  local list, message, code = workspace:list()
  if not list then
    return nil, message, code
  end
  local found = {}
  for _, remote in ipairs(list) do
    if not claimed[remote.id] then
      found[#found + 1] = remote
    end
  end
  return found, taken
end

local function creates(session, self, dry_run, results)
  local found, taken, code = unknown(session)
  if not found then
    return nil, taken, code
  end
  for _, remote in ipairs(found) do
    local slug = free_slug(taken, remote.name)
    local full, message, kind = remote, nil, nil
    if not remote.manifest then
      full, message, kind = session.workspace:get(remote.id)
    end
    local ok = full ~= nil
    if ok and not dry_run then
      ok, message, kind = require("revos.workspace").pull.make(self, slug, full)
    end
    results[#results + 1] = { path = "connectors/" .. slug, slug = slug, name = remote.name,
      id = remote.id, action = "create", remote = remote, differences = {},
      problem = not ok and { message = message, code = kind } or nil }
  end
  return true
end

local function show(ctx, results)
  local report = require("revos.workspace").report
  local counts = require("host.json").new_object({ { "created", 0 }, { "updated", 0 },
    { "unchanged", 0 }, { "failed", 0 } })
  local widths = report.widths(results)
  for _, result in ipairs(results) do
    local what = result.problem and "failed" or DONE[result.action]
    counts[what] = counts[what] + 1
    if not ctx.args.json then
      ctx.out:line("%s", report.pulled(result, what, widths))
    end
    if result.coarse then
      ctx:note("%s/manifest.yaml: was written anew, its comments could not be kept", result.path)
    end
  end
  return counts
end

-- A folder that has just been made has no secrets yet.
local function hide(results)
  for _, result in ipairs(results) do
    if result.connector then
      require("revos.workspace").changes.hide(result.differences, result.connector)
    end
  end
end

-- A workspace has no configs, so those of new folders are still to be written.
local function tell_next(ctx, results)
  for _, result in ipairs(ctx.args.dry_run and {} or results) do
    if result.action == "create" and not result.problem then
      ctx:note("next: 'revos connectors spec %s' tells what to write to %s/secrets/config.json",
        result.slug, result.path)
    end
  end
end

local function pull(ctx, session)
  local self = { root = session.root, workspace = session.workspace, force = ctx.args.force,
    claims = session:claims() }
  local results = require("revos.workspace").pull.each(self, session.selected,
    ctx.args.dry_run)
  if ctx.args.all then
    local ok, message, code = creates(session, self, ctx.args.dry_run, results)
    if not ok then
      return nil, message, code
    end
  end
  local counts = show(ctx, results)
  if ctx.args.json then
    hide(results)
    ctx.out:json(outcome.pulled(results, counts, session.workspace.name))
  else
    ctx.out:line("%d created, %d updated, %d unchanged, %d failed (workspace %s)", counts.created,
      counts.updated, counts.unchanged, counts.failed, session.workspace.name)
  end
  tell_next(ctx, results)
  if ctx.args.dry_run then
    ctx:note("nothing was changed: this was a dry run")
  end
  return outcome.verdict(ctx, results)
end

return {
  summary = "Bring changes of the workspace into the files",
  arguments = { { name = "path", many = true, optional = true, complete = "connectors",
    doc = "connectors to update; all by default" } },
  options = {
    { name = "all", type = "boolean", doc = "make folders for what is only in the workspace" },
    { name = "dry-run", type = "boolean", doc = "show what would be done, change nothing" },
    { name = "force", type = "boolean", doc = "overwrite local edits" },
  },
  examples = { "revos pull", "revos pull --all", "revos pull connectors/my-source --force" },
  run = function(ctx)
    local session <close>, message, code, details = require("revos.workspace").session.begin(ctx,
      { paths = ctx.args.path, writes = not ctx.args.dry_run and "pull" or nil })
    if not session then
      return nil, message, code, details
    end
    return pull(ctx, session)
  end,
}
