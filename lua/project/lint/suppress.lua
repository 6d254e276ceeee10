--- Exceptions: findings that somebody has decided to live with, and until when.
---
--- In the file, on the line of the finding or in a comment on the line before:
---     # revos: ignore RULE, RULE until 2027-03-31: why
--- without a rule, all findings of the line; date and reason may be left out. In revos.yaml:
---     spec: { policies: { exceptions: [ { rule, path, node, reason, expires } ] } }
--- An exception whose day is over counts no more: the finding is back, and says so.
local fs = require("host.fs")
local text = require("util.text")

local suppress = {}

--- "2026-11-25" in UTC.
---@return string
function suppress.today()
  local us = math.floor(require("host.clock").now() * 1000000)
  return require("runtime.time.datetime").format(us, "%Y-%m-%d")
end

--- The exception that a line's comment makes.
---@param line string|nil
---@return table|nil exception { rules, expires }; nil when there is none
---@return string|nil problem why the comment makes none
function suppress.comment(line)
  local rest = line and line:match("#%s*revos:%s*ignore%f[^%w_-](.*)$")
  if not rest then
    return nil
  end
  local words = rest:match("^([^:]*)")
  local before, date = words:match("^(.-)%f[%w_]until%s+(%S+)%s*$")
  if words:find("%f[%w_]until%f[^%w_]") and not (date and date:find("^%d%d%d%d%-%d%d%-%d%d$")) then
    return nil, "this exception counts for nothing: 'until' wants a day such as 2027-03-31"
  end
  local exception = { rules = {}, expires = date }
  for rule in (before or words):gmatch("[^%s,]+") do
    exception.rules[rule] = true
  end
  return exception
end

local function is_comment(line)
  return line ~= nil and line:find("^%s*#") ~= nil
end

-- The lines of a file, and the comments of those that were looked at.
local function file_of(state, file)
  if not state.files[file] then
    local path = state.root .. "/" .. file
    local is_readable = file ~= "" and not require("project.connector").outside(state.root, path)
    local lines = text.lines(is_readable and fs.read(path) or "")
    state.files[file] = { lines = lines, comments = {} }
  end
  return state.files[file]
end

-- A line may be long, and have thousands of findings.
local function comment_at(file, number)
  if file.comments[number] == nil then
    file.comments[number] = suppress.comment(file.lines[number]) or false
  end
  return file.comments[number]
end

-- The comments that speak of a finding: on its line, or alone on the line before.
local function add_comments(found, state, finding)
  local file, at = finding.file or "", finding.line or 0
  local read = file_of(state, file)
  for _, number in ipairs({ at, is_comment(read.lines[at - 1]) and at - 1 or nil }) do
    local exception = comment_at(read, number)
    if exception and (next(exception.rules) == nil or exception.rules[finding.rule]) then
      exception.place = "the comment"
      found[#found + 1] = exception
      state.used[("%s:%d:%s"):format(file, number, next(exception.rules) and finding.rule or "")] =
        true
    end
  end
end

-- Whether a path of revos.yaml covers a file: the file, or a folder above it; `*` is any name.
local function covers(path, file)
  if type(path) ~= "string" then
    return true
  end
  local pattern = path:gsub("^%./", ""):gsub("/+$", ""):gsub("[%^%$%(%)%%%.%[%]%+%-%?]", "%%%0")
    :gsub("%*", "[^/]*")
  return file:find("^" .. pattern .. "$") ~= nil or file:find("^" .. pattern .. "/") ~= nil
end

local function is_below(node, path)
  if type(node) ~= "string" then
    return true
  end
  node = require("policy.place").canonical(node)
  local rest = path and path:sub(1, #node) == node and path:sub(#node + 1)
  return rest == "" or rest and rest:find("^[%.%[]") ~= nil or false
end

local function add_of_project(found, state, finding)
  for _, exception in ipairs(state.exceptions) do
    if exception.rule == finding.rule and covers(exception.path, finding.file or "")
      and is_below(exception.node, finding.path) then
      state.used[exception.index] = true
      found[#found + 1] = { expires = exception.expires ~= "never" and exception.expires or nil,
        place = ("revos.yaml:%d"):format(exception.line or 1) }
    end
  end
end

-- Whether a finding is silenced; one whose exception is over says so.
local function is_silenced(state, finding)
  if finding.failure then
    return false
  end
  local found, over = {}, nil
  add_comments(found, state, finding)
  add_of_project(found, state, finding)
  for _, exception in ipairs(found) do
    if not exception.expires or exception.expires >= state.today then
      return true
    end
    over = over or exception
  end
  if over then
    finding.message = ("%s (the exception of %s ended on %s)"):format(finding.message, over.place,
      over.expires)
  end
  return false
end

--- The findings that stay, and how many do not.
---@param root string the project's folder
---@param findings table[]
---@return table[] findings, integer suppressed
---@return table used a set of what spoke of a finding: numbers of exceptions in revos.yaml, and
---  "file:line:rule" of comments, without a rule for those that name none
function suppress.apply(root, findings)
  if not findings[1] then
    return {}, 0, {}
  end
  local state = { root = root, files = {}, used = {}, today = suppress.today(),
    exceptions = require("policy.settings").read(root).exceptions }
  local kept = {}
  for _, finding in ipairs(findings) do
    if not is_silenced(state, finding) then
      kept[#kept + 1] = finding
    end
  end
  return kept, #findings - #kept, state.used
end

return suppress
