--- Expressions that do not parse, and variables that are not there.
local json = require("host.json")
local registry = require("runtime.manifest.registry")
local suggest = require("util.later")("util.suggest")

local templates = {}

-- Names that expressions see besides those of their place.
local everywhere = {
  "config", "parameters", "stream_interval", "stream_partition", "stream_slice",
  "next_page_token", "record", "response", "headers", "last_record", "last_page_size",
  "creation_response", "polling_response", "download_target", "components_values", "raw_schema",
  "stream_template_config", "now_utc", "today_utc", "timestamp", "max", "min", "day_delta",
    "duration", "format_datetime",
  "today_with_timezone", "str_to_datetime", "generate_uuid", "camel_case_to_snake_case",
  "dict", "cycler", "joiner", "namespace", "lipsum", "loop", "self", "true", "false",
  "none", "True", "False", "None",
}

-- What took the place of variables that there were.
local replaced = { stream_state = "stream_interval" }

local known

local function known_names()
  if not known then
    known = { list = {} }
    local function add(name)
      if not known[name] then
        known[name] = true
        known.list[#known.list + 1] = name
      end
    end
    for _, name in ipairs(everywhere) do
      add(name)
    end
    for _, type_name in ipairs(registry.names()) do
      for _, field in ipairs(registry.find(type_name).fields) do
        for _, name in ipairs(type(field.template) == "table" and field.template or {}) do
          add(name)
        end
      end
    end
  end
  return known
end

local function report(state, owner, key, path, finding)
  finding.path = path
  local at = require("project.lint.manifest").at
  state.findings[#state.findings + 1] = at(state.manifest, owner, key, finding)
end

local function tell(state, owner, key, path, problem)
  if problem.kind == "variable" then
    report(state, owner, key, path, {
      rule = "unknown-variable",
      suggestion = replaced[problem.name] or suggest.nearest(problem.name, known_names().list),
      message = ("%s: there is no variable '%s'"):format(path, problem.name),
    })
  else
    report(state, owner, key, path, {
      rule = problem.kind == "syntax" and "template-syntax" or "unknown-" .. problem.kind,
      message = ("%s: %s"):format(path, problem.message),
    })
  end
end

local given = {
  config = true, parameters = true, record = true, response = true, next_page_token = true,
  stream_interval = true, stream_partition = true, stream_slice = true,
}

-- Whether a text does no more than take members of what every place has, as most do: such a text
-- has no mistakes, and is known without the parser.
local function takes_members(text)
  local function forget(name)
    return given[name] and ""
  end
  local rest = text:gsub("{{%s*([%a_]+)%[(['\"])[%w_]+%2%]%s*}}", forget)
  return #text < 1000 and not rest:find("{", 1, true)
end

-- Only a text with a name of its own needs the names of every component.
local function verdict_of(text)
  if takes_members(text) then
    return {}
  end
  local check_template = require("runtime.interpolation.check")
  local verdict = check_template(text, everywhere)
  for _, problem in ipairs(verdict) do
    if problem.kind == "variable" then
      return check_template(text, known_names().list)
    end
  end
  return verdict
end

local function check_text(state, owner, key, path)
  local text = owner[key]
  if not text:find("{{", 1, true) and not text:find("{%", 1, true) then
    return
  end
  local verdict = state.verdicts[text]
  if not verdict then
    verdict = verdict_of(text)
    state.verdicts[text] = verdict
  end
  for _, problem in ipairs(verdict) do
    tell(state, owner, key, path, problem)
  end
end

local function walk(state, owner, key, path)
  local value = owner[key]
  if type(value) == "string" then
    check_text(state, owner, key, path)
  elseif json.is_object(value) and not registry.find(value.type) then
    for name, inner in pairs(value) do
      if name ~= "$parameters" and inner ~= nil then
        walk(state, value, name, path .. "." .. name)
      end
    end
  elseif json.is_array(value) then
    for index in ipairs(value) do
      walk(state, value, index, ("%s[%d]"):format(path, index - 1))
    end
  end
end

--- Add findings about expressions.
function templates.check(manifest, components, findings)
  local state = { manifest = manifest, findings = findings, verdicts = {} }
  for _, component in ipairs(components) do
    for _, field in ipairs(component.definition.fields) do
      if field.template and component.node[field.name] ~= nil then
        local path = component.path == "" and field.name or component.path .. "." .. field.name
        walk(state, component.node, field.name, path)
      end
    end
  end
end

return templates
