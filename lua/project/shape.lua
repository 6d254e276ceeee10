--- Checks a document against a declared shape and says where it differs.
---
--- A shape: { type, required, const, choices, check, fields, order, others, items, advice }.
--- `fields` maps names to shapes, `order` lists the names as they are written; a name outside of
--- `fields` is an error unless `others` is a shape for it or true. `items` is the shape of a list's
--- elements. `check(value)` returns why a value is wrong.
local json = require("host.json")
local suggest = require("util.later")("util.suggest")

local shape = {}

local function kind_of(value)
  if json.is_object(value) then
    return "mapping"
  elseif json.is_array(value) then
    return "list"
  elseif value == json.null then
    return "nothing"
  end
  return math.type(value) == "integer" and "integer" or type(value)
end

local words = { string = "text", mapping = "a mapping", list = "a list", boolean = "true or false" }

local function add(state, owner, key, at_key, message, suggestion)
  local line, column
  if state.doc and owner then
    if at_key and key ~= nil then
      line, column = state.doc:locate_key(owner, key)
    else
      line, column = state.doc:locate(owner, key)
    end
  end
  state.found[#state.found + 1] = {
    rule = state.rule,
    severity = "error",
    message = message,
    file = state.file,
    line = line,
    column = column,
    suggestion = suggestion,
  }
end

local function join(path, key)
  return path == "" and key or path .. "." .. key
end

local check_value

local function check_unknown(state, value, declared, path)
  local names = {}
  for name in pairs(declared.fields) do
    names[#names + 1] = name
  end
  table.sort(names)
  for _, key in ipairs(json.keys(value)) do
    if declared.fields[key] == nil and not declared.others then
      local nearest = suggest.nearest(key, names)
      add(state, value, key, true, ("%s is not a field"):format(join(path, key)), nearest)
    elseif declared.fields[key] == nil and declared.others ~= true then
      check_value(state, value, key, declared.others, join(path, key))
    end
  end
end

local function check_fields(state, value, declared, path)
  local names = {}
  for name in pairs(declared.fields) do
    names[#names + 1] = name
  end
  table.sort(names)
  for _, name in ipairs(names) do
    local member = declared.fields[name]
    if value[name] ~= nil and value[name] ~= json.null then
      check_value(state, value, name, member, join(path, name))
    elseif member.required then
      add(state, value, nil, false, ("%s is missing"):format(join(path, name)), member.const)
    end
  end
  check_unknown(state, value, declared, path)
end

local function value_problem(value, declared)
  if declared.type and kind_of(value) ~= declared.type then
    return ("must be %s"):format(words[declared.type] or declared.type)
  elseif declared.const ~= nil and value ~= declared.const then
    return ("must be '%s'"):format(declared.const), declared.const
  elseif declared.choices then
    for _, choice in ipairs(declared.choices) do
      if choice == value then
        return nil
      end
    end
    local nearest = suggest.nearest(tostring(value), declared.choices)
    return "must be one of " .. table.concat(declared.choices, ", "), nearest
  end
  return declared.check and declared.check(value)
end

function check_value(state, owner, key, declared, path)
  local value = owner[key]
  local problem, suggestion = value_problem(value, declared)
  if problem then
    add(state, owner, key, false, ("%s %s"):format(path, problem), suggestion)
  elseif declared.fields then
    check_fields(state, value, declared, path)
  elseif declared.items then
    for index in ipairs(value) do
      check_value(state, value, index, declared.items, ("%s[%d]"):format(path, index - 1))
    end
  end
end

--- Findings of a document against a shape, in order of place.
---@param value any the decoded document
---@param doc table|nil its positions
---@param file string shown in findings
---@param declared table the shape of the whole
---@return table[] findings
function shape.check(value, doc, file, declared)
  local state = { doc = doc, file = file, found = {}, rule = "envelope" }
  if not json.is_object(value) then
    state.found[1] = { rule = state.rule, severity = "error", message = "must be a mapping",
      file = file, line = 1, column = 1 }
  else
    check_fields(state, value, declared, "")
  end
  return state.found
end

--- Findings for the keys that are there twice.
---@return table[]
function shape.duplicates(doc, file)
  local found = {}
  for i, twice in ipairs(doc:duplicates()) do
    found[i] = {
      rule = "duplicate-key", severity = "error", file = file, line = twice.line,
      column = twice.column,
      message = ("the key '%s' is there twice, first on line %d"):format(twice.key,
        twice.first_line),
    }
  end
  return found
end

--- The first finding as nil, message, code, details.
function shape.failure(finding)
  local place = finding.line and (":%d:%d"):format(finding.line, finding.column) or ""
  local hint = suggest.told(finding.suggestion, finding.message)
  return nil, ("%s%s: %s"):format(finding.file, place, finding.message), "invalid",
    { hint = hint, file = finding.file, line = finding.line, column = finding.column }
end

return shape
