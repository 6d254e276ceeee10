local function side(item, remote)
  local connector = item.connector
  local here = { name = connector.name, manifest = connector.manifest,
    components = connector.components }
  return require("revos.workspace").difference.definitions(remote or {}, here)
end

local function change_of(session, item)
  local remote, message, code = require("revos.workspace").plan.remote(session.workspace, item)
  if message then
    return nil, message, code
  end
  return { path = item.connector.path, slug = item.connector.slug, name = item.connector.name,
    action = item.action, differences = side(item, remote) }
end

local function show_json(ctx, session, changes, counts)
  local json = require("host.json")
  local outcome = require("revos.workspace").outcome
  local list = json.new_array()
  for i, change in ipairs(changes) do
    list[i] = json.new_object({
      { "path", change.path },
      { "slug", change.slug },
      { "name", change.name },
      { "action", change.action },
      { "differences", outcome.differences(change.differences) },
    })
  end
  local summary = json.new_object()
  for _, action in ipairs({ "create", "update", "rename", "adopt", "none", "failed" }) do
    summary[action] = counts[action]
  end
  ctx.out:json(json.new_object({ { "schema", "revos/v1/diff" },
    { "workspace", session.workspace.name },
    { "changes", list }, { "summary", summary } }))
end

local function one_line(value)
  local text = require("host.json").encode(value)
  return #text > 120 and text:sub(1, 117) .. "..." or text
end

local function show_text(ctx, session, changes, counts)
  for _, change in ipairs(changes) do
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
  ctx.out:line("%d to create, %d to update, %d unchanged, %d failed (workspace %s)", counts.create,
    counts.update + counts.rename + counts.adopt, counts.none, counts.failed,
      session.workspace.name)
end

local function collect(ctx, session, items)
  local changes, problem = {}, nil
  local counts = { create = 0, update = 0, rename = 0, adopt = 0, none = 0, failed = 0 }
  for _, item in ipairs(items) do
    local change, message, code
    if item.problem and not (item.action == "adopt" and item.problem.code == "exists") then
      message, code = item.problem.message, item.problem.code
    elseif item.action ~= "none" then
      change, message, code = change_of(session, item)
    end
    if message then
      ctx.err:line("%s", message)
      problem = problem or { code = code, details = item.problem and item.problem.details }
      counts.failed = counts.failed + 1
    else
      counts[item.action] = counts[item.action] + 1
      changes[#changes + 1] = change
    end
  end
  return changes, counts, problem
end

local function diff(ctx, session)
  local items, message, code, details = require("revos.workspace").plan.make(session.workspace,
    session.connectors,
    session.selected, { confirm = function() return false end, check = function() end })
  if not items then
    return nil, message, code, details
  end
  local changes, counts, problem = collect(ctx, session, items)
  local show = ctx.args.json and show_json or show_text
  show(ctx, session, changes, counts)
  if problem then
    return nil, ("%d of %d connectors could not be compared"):format(counts.failed, #items),
      problem.code,
      { status = ctx.exit.FAILED }
  end
  return #changes == 0
end

return {
  summary = "Show what apply would do, as a diff of values",
  arguments = { { name = "path", many = true, optional = true,
    doc = "connectors to compare; all by default" } },
  examples = { "revos diff", "revos diff connectors/my-source --json" },
  run = function(ctx)
    local session, message, code, details = require("revos.workspace").session.begin(ctx,
      { paths = ctx.args.path })
    if not session then
      return nil, message, code, details
    end
    local result = table.pack(diff(ctx, session))
    session:finish()
    return table.unpack(result, 1, result.n)
  end,
}
