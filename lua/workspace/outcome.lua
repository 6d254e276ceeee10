--- What became of each connector: one result, the document of all of them, the exit status.
local json = require("host.json")

local outcome = {}

--- A result of `apply`.
---@param item table of workspace.plan
---@param made table|nil the definition as the workspace has it
---@param problem {message:string, code:string, details:table|nil}|nil
---@return table
function outcome.of(item, made, problem)
  return {
    path = item.connector.path,
    slug = item.connector.slug,
    name = item.connector.name,
    id = made and made.id or item.id or item.recorded,
    action = item.action,
    version = made and made.version or item.remote and item.remote.version,
    previous = item.remote and item.remote.version,
    problem = problem,
  }
end

--- The error object of a problem, json.null without one.
---@param problem table|nil
---@return table
function outcome.error(problem)
  if not problem then
    return json.null
  end
  return require("util.problem").object(problem.message, problem.code, problem.details)
end

local function result_json(result)
  return json.new_object({
    { "path", result.path },
    { "slug", result.slug },
    { "name", result.name or json.null },
    { "id", result.id or json.null },
    { "action", result.action },
    { "version", result.version or json.null },
    { "previousVersion", result.previous or json.null },
    { "error", outcome.error(result.problem) },
  })
end

--- The document of `apply --json`.
---@param results table[]
---@param counts table of workspace.report
---@param workspace string
---@return table
function outcome.document(results, counts, workspace)
  local list, summary = json.new_array(), json.new_object()
  for i, result in ipairs(results) do
    list[i] = result_json(result)
  end
  for _, what in ipairs({ "created", "updated", "renamed", "adopted", "unchanged", "failed" }) do
    summary[what] = counts[what]
  end
  return json.new_object({
    { "schema", "revos/v1/apply" },
    { "workspace", workspace },
    { "results", list },
    { "summary", summary },
  })
end

--- Differences as `diff` and `pull` give them; a side that is not there is left out.
---@param list table[] of workspace.difference
---@return table
function outcome.differences(list)
  local array = json.new_array()
  for i, one in ipairs(list) do
    array[i] = json.new_object({ { "path", one.path }, { "op", one.op } })
    for _, side in ipairs({ "from", "to" }) do
      if one[side] ~= nil then
        array[i][side] = one[side]
      end
    end
  end
  return array
end

local function pulled_json(result)
  return json.new_object({
    { "path", result.path },
    { "slug", result.slug },
    { "name", result.name or json.null },
    { "id", result.id or json.null },
    { "action", result.action },
    { "version", result.remote and result.remote.version or json.null },
    { "differences", outcome.differences(result.differences) },
    { "error", outcome.error(result.problem) },
  })
end

--- The document of `pull --json`.
---@param results table[]
---@param counts table {created, updated, unchanged, failed}
---@param workspace string
---@return table
function outcome.pulled(results, counts, workspace)
  local list = json.new_array()
  for i, result in ipairs(results) do
    list[i] = pulled_json(result)
  end
  return json.new_object({
    { "schema", "revos/v1/pull" },
    { "workspace", workspace },
    { "results", list },
    { "summary", counts },
  })
end

local function tell(ctx, problem)
  ctx.err:line("error: %s", problem.message)
  if problem.details and problem.details.hint then
    ctx.err:line("hint: %s", problem.details.hint)
  end
end

-- The status of all failures together.
local function status_of(ctx, failed, others)
  local statuses = {}
  for _, problem in ipairs(failed) do
    statuses[problem.details and problem.details.status or ctx.exit.status(problem.code)] = true
  end
  local first = next(statuses)
  if others then
    return ctx.exit.PARTLY
  end
  return next(statuses, first) and ctx.exit.FAILED or first
end

--- What the command returns. A single failure is told as it is, several one by one.
---@param ctx table
---@param results {problem:table|nil}[]
---@return boolean|nil
---@return string|nil message
---@return string|nil code
---@return table|nil details
function outcome.verdict(ctx, results)
  local failed = {}
  for _, result in ipairs(results) do
    failed[#failed + 1] = result.problem
  end
  if #failed == 0 then
    return true
  end
  local status = status_of(ctx, failed, #failed < #results)
  local first = failed[1]
  if #failed == 1 then
    local details = { status = status }
    for key, value in pairs(first.details or {}) do
      details[key] = key ~= "status" and value or status
    end
    return nil, first.message, first.code, details
  end
  for _, problem in ipairs(failed) do
    tell(ctx, problem)
  end
  return nil, ("%d of %d connectors failed"):format(#failed, #results), first.code,
    { status = status }
end

return outcome
