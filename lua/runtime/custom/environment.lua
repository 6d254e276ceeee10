--- What components.lua sees: the pure part of Lua and the modules below. All of it gives the same
--- at every run: no clock, no random numbers, no addresses, tables walked in one order.
---
--- Each file gets copies, so that nothing it does to them reaches revos. It may only look at and
--- change the metatables that it has set itself.
local limits = require("runtime.custom.limits")
local pure = require("util.pure")

local environment = {}

local PLAIN = {
  "host.hash", "host.json", "host.regex", "host.xml", "runtime.failure", "runtime.http.response",
  "runtime.interpolation.values", "runtime.streams.slice", "runtime.time.datetime",
  "runtime.values.dpath",
}

local FUNCTIONS = { "pcall", "rawequal", "rawget", "rawlen", "rawset" }

--- A table with copies of all tables in it.
local function deep_copy(value)
  if type(value) ~= "table" or getmetatable(value) then
    return value
  end
  local own = {}
  for key, member in pairs(value) do
    own[key] = deep_copy(member)
  end
  return own
end

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

--- Signatures that are the same for the same text; those of other algorithms have chance in them.
local function sign_jwt(algorithm, ...)
  if not tostring(algorithm):find("^[HR]S%d+$") then
    error("hash.sign_jwt: HS or RS; for others build a JwtAuthenticator", 2)
  end
  return require("host.hash").sign_jwt(algorithm, ...)
end

local loaders = {}

loaders["host.hash"] = function(name)
  local own = copy(require(name))
  own.random, own.uuid, own.seal, own.unseal, own.sign_jwt = nil, nil, nil, nil, sign_jwt
  return own
end

--- What waits; the body of a generator runs under the limits too.
loaders["runtime.scheduler"] = function(name)
  local real = require(name)
  return {
    sleep = limits.sleep,
    generator = function(body)
      return real.generator(limits.body(body))
    end,
  }
end

for _, name in ipairs(PLAIN) do
  loaders[name] = loaders[name] or function()
    return copy(require(name))
  end
end

--- A built-in component: build(node, build) takes the context that the file was given.
local function built_in(name)
  local definition = require(name)
  local own = copy(definition)
  own.fields = deep_copy(definition.fields or {})
  own.build = definition.build and function(node, context)
    return definition.build(node, require("runtime.custom.context").unwrap(context))
  end
  return own
end

local function loader()
  local loaded = {}
  return function(name)
    local load = loaders[name]
    if not load and type(name) == "string" and name:find("^runtime%.components%.%u%w+$") then
      load = built_in
    elseif not load then
      error(("module '%s' is not open to components.lua"):format(limits.text(name)), 2)
    end
    loaded[name] = loaded[name] or load(name)
    return loaded[name]
  end
end

local function metatables(globals)
  local own = setmetatable({}, { __mode = "k" })
  function globals.setmetatable(value, meta)
    local has = getmetatable(value)
    if has ~= nil and not own[has] then
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

--- pairs in one order: that of the value where it has one, else by key.
local function ordered_pairs(value)
  local meta = getmetatable(value)
  if type(meta) == "table" and meta.__pairs then
    return pairs(value)
  end
  return pure.pairs(value)
end

--- A new environment, for one file.
function environment.new()
  local globals = pure.library()
  globals.require, globals.string = loader(), limits.strings()
  globals.pairs, globals.tostring, globals.xpcall = ordered_pairs, limits.text, limits.xpcall
  for _, name in ipairs(FUNCTIONS) do
    globals[name] = _G[name]
  end
  metatables(globals)
  globals._G = globals
  return setmetatable(globals, {
    __index = function(_, name)
      error(("undeclared variable '%s'"):format(limits.text(name)), 2)
    end,
    __metatable = false,
  })
end

return environment
