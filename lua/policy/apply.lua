--- Runs the check of one policy over one connector.
local json = require("host.json")
local pure = require("util.pure")

local apply = {}

local MAX_FINDINGS, MAX_TEXT, MAX_PATH = 1000, 2000, 1000

local function bounded(value, most)
  local text = pure.text(value)
  if #text <= most then
    return text
  end
  local stop = utf8.offset(text, 0, most + 1)
  return text:sub(1, (stop or most + 1) - 1) .. "..."
end

local function valid(text)
  return utf8.len(text) and text or text:gsub("[\x80-\xff]", "?")
end

local function copy(value)
  return (json.is_object(value) or json.is_array(value)) and json.copy(value) or value
end

-- What one policy may look at and change without the next one seeing it; copied at the first look.
-- Policies that came with revos change nothing.
local function view(input, is_own)
  return setmetatable({}, { __index = function(self, key)
    local value = input[key] or nil
    if value ~= nil then
      value = is_own and value or copy(value)
      rawset(self, key, value)
    end
    return value
  end })
end

local function reporter(entry, documents, findings)
  local seen = {}
  return function(path, message, fix)
    local place = require("policy.place")
    local where = place.find(documents, bounded(path or "", MAX_PATH))
    local text = valid(bounded(message or entry.declared.summary, MAX_TEXT))
    local key = ("%s:%d:%d:%s"):format(where.file, where.line, where.column, text)
    if #findings == MAX_FINDINGS then
      error(("stopped: more than %d findings"):format(MAX_FINDINGS), 0)
    elseif not seen[key] then
      seen[key] = true
      findings[#findings + 1] = {
        rule = entry.declared.id,
        severity = entry.severity,
        message = text,
        summary = entry.declared.summary,
        file = where.file,
        line = where.line,
        column = where.column,
        path = valid(where.path),
        suggestion = fix ~= nil and valid(bounded(fix, MAX_TEXT)) or nil,
      }
    end
  end
end

--- Run the check of a loaded policy. `documents` and `input` are those of policy.input.
---@param entry table with `declared` and `severity`
---@return table[]|nil findings, string|nil message "file:line: reason"
function apply.check(entry, documents, input)
  local findings = {}
  local report = reporter(entry, documents, findings)
  local is_own = require("policy.sources").is_own(entry)
  local call = require("util.sandbox")[is_own and "call_own" or "call"]
  local ok, raised = call(entry.declared.check, view(input, is_own), report)
  if not ok then
    local placed = raised:sub(1, #entry.shown) == entry.shown
    return nil, valid(placed and raised or ("%s: %s"):format(entry.shown, raised))
  end
  return findings
end

return apply
