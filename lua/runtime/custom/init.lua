--- Components of a connector's own: components.lua beside the manifest. The run of such a connector
--- happens in a child process: custom/confined.lua.
---
--- The file returns a table. `class_name: source_x.components.MyExtractor` means its entry
--- MyExtractor: a table of the shape of a built-in component file (`build`, optionally `summary`
--- and `fields`), or the function build(node, build) alone. The object has the methods of the
--- component's kind. What the file sees is in custom/environment.lua and custom/context.lua.
local failure = require("runtime.failure")
local fs = require("host.fs")
local json = require("host.json")

local custom = {}

local INJECTED = "__injected_components_py"

local function load_file(path, text)
  local limits = require("runtime.custom.limits")
  local environment = require("runtime.custom.environment").new()
  local chunk, message = require("host.script").load(text, path, environment)
  if not chunk then
    failure.config_error(message)
  end
  limits.begin(path)
  local entries = limits.call(chunk)
  if type(entries) ~= "table" then
    failure.config_error(path .. ": the file returns no table of components")
  end
  return entries
end

--- What the file says of the config is masked from its first line on.
local function hide_secrets(run)
  local spec = run.root and run.root.spec
  local schema = json.is_object(spec) and spec.connection_specification
  if json.is_object(schema) and run.config then
    for _, secret in ipairs(require("runtime.secrets").of(schema, run.config)) do
      run.messages:add_secret(secret)
    end
  end
end

--- The entries of components.lua, nil when there is no such file; loaded once for a run. Its text
--- is there in the child process of custom/confined.lua, and nowhere else.
local function entries_of(run)
  if run.custom_components == nil then
    local given = run.components
    run.custom_components = false
    if given and given.text then
      hide_secrets(run)
      run.custom_components = load_file(given.path, given.text)
    end
  end
  return run.custom_components or nil
end

--- The Python of the connector and its name, when it has some.
local function python_of(build)
  local given = build.run.components or {}
  local text = given.python_text or given.python and fs.read(given.python)
  if text then
    return text, given.python:match("[^/]*$")
  end
  text = build.config and build.config[INJECTED]
  return type(text) == "string" and text or nil, INJECTED
end

--- "components.py:12" of a Python class, when the connector ships it.
local function python_place(build, name)
  local text, file = python_of(build)
  local at = text and ("\n" .. text):find("\nclass " .. name .. "%f[^%w_]")
  if not at then
    return text and file
  end
  local _, lines = text:sub(1, at - 1):gsub("\n", "")
  return ("%s:%d"):format(file, lines + 1)
end

local function missing_text(node, build, name)
  local place = build:place(node, "class_name")
  local python = python_place(build, name)
  local what = python and ("is Python (%s)"):format(python) or "is not in components.lua"
  return ("%s%s: the class %s %s. Either write an entry '%s' in components.lua beside the "
    .. "manifest, or run the connector with --runtime source-declarative-manifest."):format(
    place and place .. ": " or "",
    node.type,
    tostring(node.class_name),
    what,
    name
  )
end

--- An object of any kind that raises at its first use: streams that do not reach it go on. It has
--- no properties (is_grouping, has_state ...).
local function unavailable(problem)
  return setmetatable({ backoff_strategies = {}, max_retries = 0, fields = {} }, {
    __index = function(_, name)
      if type(name) == "string" and name:find("^%l+s_") then
        return nil
      end
      return function()
        error(problem, 0)
      end
    end,
  })
end

local function fill(build, node, field, name)
  local value = node[field.name]
  if value == nil or value == json.null then
    if field.required then
      build:fail(node, nil, ("%s: the field '%s' is missing"):format(name, field.name))
    end
    value = require("runtime.custom.plain").value(field.default)
  elseif json.is_object(value) and value.type == nil then
    value.type = field.default_type
  end
  node[field.name] = value
end

--- What the entry declares is filled in: defaults, and types of children that do not say theirs.
local function complete(build, node, entry, name)
  for _, field in ipairs(entry.fields or {}) do
    fill(build, node, field, name)
  end
end

local function make(entry, node, build, name)
  local builder = type(entry) == "table" and entry.build or entry
  if type(builder) ~= "function" then
    failure.config_error(("components.lua: the entry '%s' has no function `build`"):format(name))
  end
  node = build:copy(node) -- the file may write into it
  if type(entry) == "table" then
    complete(build, node, entry, name)
  end
  local context = require("runtime.custom.context").wrap(build)
  local object = require("runtime.custom.limits").call(builder, node, context)
  if type(object) ~= "table" then
    failure.config_error(("components.lua: `build` of '%s' returns no object"):format(name))
  end
  -- An own `extract` must not be passed by for the places of records that a built-in finds.
  return require("runtime.custom.object").new(object, "places")
end

--- The object of a custom component.
function custom.build(node, build)
  build.run.unsteady = true
  local name = tostring(node.class_name or ""):match("([^.]*)$")
  local entries = entries_of(build.run)
  local entry = entries and entries[name]
  if entry == nil then
    local problem = failure.new({
      type = "config_error",
      message = missing_text(node, build, name),
      unknown_component = true,
    })
    if build.stream and build.stream.missing then
      build.stream.missing(problem)
    end
    return unavailable(problem)
  end
  return make(entry, node, build, name)
end

--- The declaration of a custom type.
function custom.declaration(type_name, kind, summary, fields)
  local all = {
    {
      name = "class_name",
      type = "string",
      required = true,
      doc = "The entry of components.lua, after the last dot.",
      example = "components.MyComponent",
    },
  }
  table.move(fields or {}, 1, #(fields or {}), 2, all)
  return {
    type = type_name,
    kind = kind,
    summary = summary,
    free_fields = true,
    fields = all,
    build = custom.build,
  }
end

return custom
