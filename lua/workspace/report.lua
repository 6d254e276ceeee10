--- How the commands of the registry show what they did: one line a connector, columns in line.
local report = {}

local SIGNS = { create = "+", update = "~", rename = "~", adopt = "~", none = "=", failed = "!" }
local DONE = { create = "created", update = "updated", rename = "renamed", adopt = "adopted",
  none = "unchanged" }

local function width(text)
  return utf8.len(text) or #text
end

local function padded(text, columns)
  return text .. (" "):rep(columns - width(text))
end

--- Column widths for a list of connectors.
---@param connectors {path:string, name:string|nil}[]
---@return {path:integer, name:integer}
function report.widths(connectors)
  local widths = { path = 0, name = 0 }
  for _, connector in ipairs(connectors) do
    widths.path = math.max(widths.path, width(connector.path))
    widths.name = math.max(widths.name, width(connector.name or ""))
  end
  return widths
end

local function shortened(id)
  return #id > 5 and id:sub(1, 4) .. "…" or id
end

local function version_of(result)
  if result.action == "create" then
    local id = result.id and "   " .. shortened(result.id) or ""
    return ("version %s%s"):format(result.version or 1, id)
  elseif result.previous and result.version and result.previous ~= result.version then
    return ("version %d → %d"):format(result.previous, result.version)
  end
  return result.version and ("version %d"):format(result.version) or ""
end

--- One line of apply's report.
---@param result table {path, name, action, id, version, previous, problem}
---@param widths table of widths()
---@return string
function report.line(result, widths)
  local failed = result.problem ~= nil
  local what = failed and "failed" or DONE[result.action]
  local rest = failed and result.problem.message or version_of(result)
  local prefix = result.path .. ": "
  if failed and rest:sub(1, #prefix) == prefix then
    rest = rest:sub(#prefix + 1)
  end
  return (("%s %s  %s  %s %s"):format(SIGNS[failed and "failed" or result.action],
    padded(result.path, widths.path), padded(result.name or "", widths.name), padded(what, 9), rest)
    :gsub("%s+$", ""))
end

--- One line of pull's report.
---@param result table {path, name, action, problem}
---@param what string what was done
---@param widths table of widths()
---@return string
function report.pulled(result, what, widths)
  local sign = SIGNS[result.problem and "failed" or result.action]
  local version = result.remote and not result.problem and "version " .. result.remote.version or ""
  return (("%s %s  %s  %s %s"):format(sign, padded(result.path, widths.path),
    padded(result.name or "", widths.name), padded(what, 9), version):gsub("%s+$", ""))
end

--- Counts of results by what was done.
---@param results table[]
---@return table counts {created, updated, renamed, adopted, unchanged, failed}
function report.summary(results)
  local counts = { created = 0, updated = 0, renamed = 0, adopted = 0, unchanged = 0, failed = 0 }
  for _, result in ipairs(results) do
    local what = result.problem and "failed" or DONE[result.action]
    counts[what] = counts[what] + 1
  end
  return counts
end

--- The last line of apply's report; renamed and adopted are told when there are any.
---@param counts table of summary()
---@param workspace string
---@return string
function report.summary_line(counts, workspace)
  local parts = {}
  for _, what in ipairs({ "created", "updated", "renamed", "adopted", "unchanged", "failed" }) do
    if counts[what] > 0 or (what ~= "renamed" and what ~= "adopted") then
      parts[#parts + 1] = ("%d %s"):format(counts[what], what)
    end
  end
  return ("%s (workspace %s)"):format(table.concat(parts, ", "), workspace)
end

return report
