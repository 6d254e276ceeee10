--- `revos diff --workspace A --against B`.
local against = require("workspace.against")
local changes = require("workspace.changes")

local diff_against = {}

local function collect(ctx, session, other)
  local list, counts, problem = {}, changes.counts(), nil
  counts.missing = 0
  for _, connector in ipairs(session.selected) do
    local change, message, code = against.change(session.workspace, other, connector)
    if message then
      ctx.err:line("%s: %s", connector.path, message)
      problem = problem or code
      counts.failed = counts.failed + 1
    elseif change then
      counts[change.action] = counts[change.action] + 1
      list[#list + 1] = change.action ~= "none" and change or nil
    end
  end
  return list, counts, problem
end

local function show(ctx, list, counts, session, other)
  if ctx.args.json then
    ctx.out:json(changes.document(list, counts, session.workspace.name, other.name))
    return
  end
  changes.lines(ctx, list)
  ctx.out:line("%d to create, %d to update, %d missing, %d equal, %d failed (workspace %s, against"
    .. " %s)", counts.create, counts.update + counts.rename, counts.missing, counts.none,
    counts.failed, session.workspace.name, other.name)
end

local function compare(ctx, session, other)
  local list, counts, problem = collect(ctx, session, other)
  show(ctx, list, counts, session, other)
  if problem then
    return nil, ("%d connectors could not be compared"):format(counts.failed), problem,
      { status = ctx.exit.FAILED }
  end
  return #list == 0
end

--- Runs the command.
---@param ctx table
---@return boolean|nil equal
---@return string|nil message
---@return string|nil code
---@return table|nil details
function diff_against.run(ctx)
  if ctx.args.out then
    return nil, "--out: a plan is about the files and one workspace, not about two", "usage"
  end
  local other, message, code, details = require("workspace").open(ctx.project, ctx.args.against)
  if not other then
    return nil, message, code, details
  end
  local session
  session, message, code, details = require("workspace.session").begin(ctx,
    { paths = ctx.args.path })
  if not session then
    other:close()
    return nil, message, code, details
  end
  local result = table.pack(compare(ctx, session, other))
  session:finish()
  other:close()
  return table.unpack(result, 1, result.n)
end

return diff_against
