--- What is wrong with a template, without evaluating it: for lint.
local errors = require("runtime.interpolation.errors")
local template = require("runtime.interpolation.template")

local function allowed_set(allowed)
  local set = { config = true, parameters = true }
  for key, value in pairs(allowed) do
    set[type(key) == "number" and value or key] = true
  end
  if set.stream_slice then
    set.stream_interval, set.stream_partition = true, true
  end
  return set
end

local function unknown_names(compiled, allowed)
  local problems, set = {}, allowed_set(allowed)
  for name, offset in pairs(compiled.names or {}) do
    if not set[name] then
      problems[#problems + 1] = { kind = "variable", name = name, offset = offset,
        message = ("unknown variable '%s'"):format(name) }
    end
  end
  table.sort(problems, function(a, b)
    return a.offset < b.offset
  end)
  return problems
end

-- Filters and tests inside conditions are only found when they are reached; here they are told.
local function soft_unknowns(compiled)
  local problems = {}
  for _, use in ipairs(compiled.uses or {}) do
    local known = use.what == "attribute"
      or require("runtime.interpolation." .. use.what .. "s").find(use.name)
    if not known then
      problems[#problems + 1] = { kind = use.what, name = use.name, offset = use.offset,
        message = ("unknown %s '%s'"):format(use.what, use.name) }
    end
  end
  return problems
end

local function syntax_problem(err)
  local name = err.message:match("^No %l+ named '([^']*)'")
  return { { kind = name and err.message:match("^No (%l+)") or "syntax", name = name,
    offset = err.offset or 1, message = err.message } }
end

--- @param text string
--- @param allowed table|nil set or list of variables besides config and parameters; nil: any
--- @return table list of { kind = "syntax|variable|filter|test", message, offset (byte), name }
return function(text, allowed)
  local ok, compiled = pcall(template.of, text)
  if not ok then
    if not errors.is(compiled) then
      error(compiled, 0)
    end
    return syntax_problem(compiled)
  end
  local problems = allowed and unknown_names(compiled, allowed) or {}
  for _, problem in ipairs(soft_unknowns(compiled)) do
    problems[#problems + 1] = problem
  end
  return problems
end
