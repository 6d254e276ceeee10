--- What components.lua sees: the pure part of Lua and the modules below.
---
--- Each file gets copies, so that nothing it does to them reaches revos. It may only look at and
--- change the metatables that it has set itself.
local limits = require("runtime.custom.limits")

local environment = {}

local PLAIN = {
  "host.hash", "host.json", "host.regex", "host.xml", "runtime.failure", "runtime.http.response",
  "runtime.interpolation.values", "runtime.streams.slice", "runtime.time.datetime",
  "runtime.values.dpath",
}

local FUNCTIONS = {
  "assert", "error", "ipairs", "next", "pairs", "pcall", "rawequal", "rawget", "rawlen", "rawset",
  "select", "tonumber", "tostring", "type", "xpcall",
}

--- The functions and plain values of a module; not its metatables.
local function copy(library)
  local own = {}
  for key, value in pairs(library) do
    if type(value) ~= "table" then
      own[key] = value
    end
  end
  return own
end

--- What waits; the body of a generator runs under the limits too.
local function scheduler()
  local real = require("runtime.scheduler")
  return {
    sleep = real.sleep,
    generator = function(body)
      return real.generator(function(emit)
        limits.call(body, emit)
      end)
    end,
  }
end

--- A built-in component: build(node, build) takes the context that the file was given.
local function built_in(name)
  local definition = require(name)
  local own = copy(definition)
  own.fields = { table.unpack(definition.fields or {}) }
  own.build = definition.build and function(node, context)
    return definition.build(node, require("runtime.custom.context").unwrap(context))
  end
  return own
end

local function loader()
  local loaded = {}
  for _, name in ipairs(PLAIN) do
    loaded[name] = false
  end
  return function(name)
    if loaded[name] then
      return loaded[name]
    elseif loaded[name] == false then
      loaded[name] = copy(require(name))
    elseif name == "runtime.scheduler" then
      loaded[name] = scheduler()
    elseif type(name) == "string" and name:find("^runtime%.components%.%u%w+$") then
      loaded[name] = built_in(name)
    else
      error(("module '%s' is not open to components.lua"):format(tostring(name)), 2)
    end
    return loaded[name]
  end
end

local function metatables(globals)
  local own = setmetatable({}, { __mode = "k" })
  function globals.setmetatable(value, meta)
    if getmetatable(value) and not own[getmetatable(value)] then
      error("this table belongs to revos", 2)
    elseif meta and rawget(meta, "__gc") then
      error("a metatable of components.lua has no __gc", 2)
    elseif meta then
      own[meta] = true
    end
    return setmetatable(value, meta)
  end
  function globals.getmetatable(value)
    local meta = type(value) == "table" and getmetatable(value)
    return own[meta or false] and meta or nil
  end
end

--- A new environment, for one file.
function environment.new()
  local libraries = { math = copy(math), table = copy(table) }
  libraries.math.random, libraries.math.randomseed = nil, nil
  libraries.table.move = require("util.pure").move
  local globals = {
    require = loader(),
    math = libraries.math,
    string = limits.strings(),
    table = libraries.table,
    utf8 = copy(utf8),
    _VERSION = _VERSION,
  }
  for _, name in ipairs(FUNCTIONS) do
    globals[name] = _G[name]
  end
  globals.xpcall = limits.xpcall
  metatables(globals)
  globals._G = globals
  return setmetatable(globals, {
    __index = function(_, name)
      error(("undeclared variable '%s'"):format(tostring(name)), 2)
    end,
    __metatable = false,
  })
end

return environment
