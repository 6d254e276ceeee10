--- The build context as components.lua sees it: config, expressions and other components, but not
--- the run behind them.
---
---   build.config, .stream, .decoder, .transformations, .cursor, .router, .schema
---   build:value, :string, :string_of, :boolean, :mapping, :nested, :static, :static_text,
---     :parameters, :place, :fail    as in runtime/manifest/build.lua
---   build:component(node), build:components(list)   a node may be a plain Lua table
---   build:log(level, text), build:add_secret(text)
local json = require("host.json")
local limits = require("runtime.custom.limits")
local plain = require("runtime.custom.plain")

local context = {}

local FIELDS = {
  config = true, stream = true, decoder = true, transformations = true, cursor = true,
  router = true, schema = true,
}

local METHODS = {
  "value", "string", "string_of", "boolean", "mapping", "nested", "static", "static_text",
  "parameters", "place", "fail",
}

local real_of = setmetatable({}, { __mode = "k" })

local methods = {}

for _, name in ipairs(METHODS) do
  methods[name] = function(self, ...)
    local real = real_of[self]
    return real[name](real, ...)
  end
end

--- A node that the file wrote itself has its types and parameters filled in first.
local function completed(node)
  if type(node) == "table" and not json.is_object(node) then
    return require("runtime.manifest.parameters").propagate(plain.value(node))
  end
  return node
end

function methods:component(node)
  return real_of[self]:component(completed(node))
end

function methods:components(list)
  local objects = {}
  for index, node in ipairs(list == json.null and {} or list or {}) do
    objects[index] = methods.component(self, node)
  end
  return objects
end

local LEVELS = {
  FATAL = true, ERROR = true, WARN = true, INFO = true, DEBUG = true, TRACE = true,
}

function methods:log(level, text)
  if not LEVELS[level] then
    error("build:log: the level is FATAL, ERROR, WARN, INFO, DEBUG or TRACE", 2)
  end
  real_of[self].run.messages:log(level, limits.text(text))
end

function methods:add_secret(text)
  real_of[self].run.messages:add_secret(limits.text(text))
end

--- @param real table of runtime.manifest.build
function context.wrap(real)
  local facade = setmetatable({}, {
    __index = function(_, name)
      return methods[name] or FIELDS[name] and real[name] or nil
    end,
    __newindex = function()
      error("the build context of a component cannot be changed", 2)
    end,
    __metatable = false,
  })
  real_of[facade] = real
  return facade
end

--- The context behind a facade. Raises when it is something else.
function context.unwrap(facade)
  return real_of[facade] or error("build: the second argument is the context it was given", 3)
end

return context
