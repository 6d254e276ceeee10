--- Components of a connector's own: components.lua beside the manifest.
---
--- The file returns a table. `class_name: source_x.components.MyExtractor` means its entry
--- MyExtractor: a table of the shape of a built-in component file (`build`, optionally `fields`),
--- or the function build(node, build) alone. The object has the methods of the component's kind.
--- The file sees Lua's own library and the modules below; no files, no processes, no network.
local failure = require("runtime.failure")
local fs = require("host.fs")

local custom = {}

local ALLOWED = {
  ["host.hash"] = true,
  ["host.json"] = true,
  ["host.regex"] = true,
  ["host.xml"] = true,
  ["runtime.datetime"] = true,
  ["runtime.dpath"] = true,
  ["runtime.failure"] = true,
  ["runtime.interpolation.values"] = true,
  ["runtime.response"] = true,
  ["runtime.scheduler"] = true,
  ["runtime.slice"] = true,
}

local LIBRARY = {
  "assert", "error", "ipairs", "next", "pairs", "pcall", "rawequal", "rawget",
  "rawlen", "rawset", "select", "setmetatable", "tonumber", "tostring", "type", "xpcall", "math",
  "string", "table", "utf8",
}

local function allowed_require(name)
  if ALLOWED[name] or name:find("^runtime%.components%.%u%w+$") then
    return require(name)
  end
  error(("module '%s' is not open to components.lua"):format(name), 2)
end

local function copied(value)
  if type(value) ~= "table" then
    return value
  end
  local copy = {}
  for key, member in pairs(value) do
    copy[key] = member
  end
  return copy
end

--- The methods of strings belong to all of revos.
local function get_metatable(value)
  return type(value) ~= "string" and getmetatable(value) or nil
end

local function environment()
  local globals = { require = allowed_require, getmetatable = get_metatable }
  for _, name in ipairs(LIBRARY) do
    globals[name] = copied(_G[name])
  end
  globals._G = globals
  return setmetatable(globals, {
    __index = function(_, name)
      error(("undeclared variable '%s'"):format(tostring(name)), 2)
    end,
  })
end

local function load_file(path)
  local text, message = fs.read(path)
  local chunk
  if text then
    chunk, message = require("host.script").load(text, path, environment())
  end
  if not chunk then
    failure.config_error(message)
  end
  local entries = chunk()
  if type(entries) ~= "table" then
    failure.config_error(path .. ": the file returns no table of components")
  end
  return entries
end

--- The entries of components.lua, nil when there is no such file; loaded once for a run.
local function entries_of(run)
  local path = (run.folder or ".") .. "/components.lua"
  if run.custom_components == nil then
    run.custom_components = fs.exists(path) and load_file(path) or false
  end
  return run.custom_components or nil, path
end

--- "components.py:12" of a Python class, when the connector ships it.
local function python_place(run, name)
  local path = (run.folder or ".") .. "/components.py"
  local text = fs.exists(path) and fs.read(path)
  local at = text and (text:find("\nclass " .. name .. "%f[^%w_]") or 0)
  if not at then
    return nil
  end
  local _, lines = text:sub(1, at):gsub("\n", "")
  return ("components.py:%d"):format(at > 0 and lines + 1 or 1)
end

local function missing_text(node, build, name)
  local place = build:place(node, "class_name")
  local python = python_place(build.run, name)
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

--- An object of any kind that raises at its first use: streams that do not reach it go on.
local function unavailable(message)
  return setmetatable({ backoff_strategies = {}, max_retries = 0, fields = {} }, {
    __index = function()
      return function()
        failure.config_error(message)
      end
    end,
  })
end

--- The object of a custom component.
function custom.build(node, build)
  local name = tostring(node.class_name or ""):match("([^.]*)$")
  local entries = entries_of(build.run)
  local entry = entries and entries[name]
  if entry == nil then
    return unavailable(missing_text(node, build, name))
  end
  local make = type(entry) == "table" and entry.build or entry
  if type(make) ~= "function" then
    failure.config_error(("components.lua: the entry '%s' has no function `build`"):format(name))
  end
  return make(node, build)
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
