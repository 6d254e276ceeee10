--- A component of components.lua as the runtime sees it: each of its methods runs under the limits,
--- and plain Lua tables that it gives become JSON values.
local limits = require("runtime.custom.limits")
local plain = require("runtime.custom.plain")

local object = {}

local function bounded(fn)
  return function(...)
    return limits.call(fn, ...)
  end
end

--- Iterators that a method gives run under the limits too.
local function taken(name, first, ...)
  if type(first) == "function" then
    first = bounded(first)
  end
  local take = plain.results[name]
  if take and first ~= nil then
    first = take(first)
  end
  return first, ...
end

local function method(proxy, inner, name)
  return function(self, ...)
    if self == proxy then
      self = inner
    end
    return taken(name, limits.call(inner[name], self, ...))
  end
end

--- @param inner table what the entry's build has made
--- @param hidden string|nil a member that is not passed on
--- @return table object
function object.new(inner, hidden)
  local proxy, methods = {}, {}
  return setmetatable(proxy, {
    __index = function(_, name)
      if name == hidden then
        return nil
      end
      local value = inner[name]
      if type(value) ~= "function" then
        return value
      end
      methods[name] = methods[name] or method(proxy, inner, name)
      return methods[name]
    end,
    __newindex = function(_, name, value)
      inner[name] = value
    end,
  })
end

return object
