--- Attributes and items, as the sandboxed environment gives them.
local json = require("host.json")
local later = require("util.later")
local call = later("runtime.interpolation.call")
local dicts = later("runtime.interpolation.dicts")
local sequences = later("runtime.interpolation.sequences")
local values = require("runtime.interpolation.values")

local access = {}
local kind = values.kind
local object = json.object

-- Kind -> module of methods/ that describes it.
local modules = {
  str = "str", list = "list", tuple = "tuple", dict = "dict", set = "set", bytes = "bytes",
  int = "int", bool = "int", float = "float",
  dict_keys = "view", dict_values = "view", dict_items = "view",
}

--- Says which module describes the attributes of a kind.
function access.register(name, module)
  modules[name] = module
end

local loaded = {}

local function description(name)
  local found = loaded[name]
  if found == nil then
    local module = modules[name]
    found = module and require("runtime.interpolation.methods." .. module) or false
    loaded[name] = found
  end
  return found
end

--- The method of a value as a Lua function (self, args, kwargs), or nil.
function access.method(value, name)
  local described = description(kind(value))
  return described and described.methods[name]
end

--- Whether JSON objects have a method of that name (which hides a key).
function access.hides_key(name)
  return description("dict").methods[name] ~= nil
end

-- Attributes that every Python object has: there, but not safe to touch.
local internal = {}
for name in ([[class doc delattr dir eq format ge getattribute getstate gt hash init init_subclass
  le lt ne new reduce reduce_ex repr setattr sizeof str subclasshook len iter contains getitem
  add mul mod call dict module name qualname globals code self func]]):gmatch("%S+") do
  internal["__" .. name .. "__"] = true
end

local slice_attributes = {
  extra_fields = true, cursor_slice = true, partition = true, _partition = true,
}

local function slice_attribute(value, name)
  if slice_attributes[name] and getmetatable(value) == object then
    return require("runtime.streams.slice").attribute(value, (name:gsub("^_", "")))
  end
end

-- What getattr() gives: the value, or nil when there is no such attribute.
local function own_attribute(value, name)
  local metatable = type(value) == "table" and getmetatable(value)
  if metatable and metatable.attribute then
    return metatable.attribute(value, name)
  end
  local described = description(kind(value))
  local method = described and described.methods[name]
  if method then
    local bound = values.callable(name, function(args, kwargs)
      return method(value, args, kwargs)
    end)
    bound.owner = value
    return bound
  end
  local property = described and described.properties and described.properties[name]
  if property then
    return property(value)
  end
  return slice_attribute(value, name)
end

-- What value[key] gives, or nil when that raises TypeError or LookupError.
local function own_item(value, key)
  local name = kind(value)
  if name == "dict" then
    if getmetatable(key) == json.array or kind(key) == "dict" then
      return nil
    end
    return dicts.get(value, key)
  elseif name == "list" or name == "str" or name == "tuple" or name == "bytes" then
    local index = sequences.as_index(key)
    return index and sequences.at(value, index)
  end
  local own = type(value) == "table" and getmetatable(value)
  return own and own.python_item and own.python_item(value, key) or nil
end

local function missing(value, name)
  return values.undefined({ obj = value == nil and values.None or value, name = name })
end

local function unsafe(value, name)
  return values.undefined({
    obj = value,
    name = name,
    class = "SecurityError",
    hint = ("access to attribute '%s' of '%s' object is unsafe."):format(name, kind(value)),
  })
end

--- `value.name`: the attribute, then the item, then undefined.
function access.attribute(value, name)
  values.defined(value)
  if internal[name] then
    return unsafe(value, name)
  end
  local found = own_attribute(value, name)
  if found == nil then
    found = own_item(value, name)
  end
  if found == nil then
    return missing(value, name)
  end
  return found
end

--- `value[key]`: the item, then the attribute, then undefined.
function access.item(value, key)
  if getmetatable(value) == object and type(key) == "string" then
    local found = value[key]
    if found ~= nil then
      return found
    end
  end
  values.defined(value)
  local found = own_item(value, key)
  if found == nil and type(key) == "string" then
    if internal[key] then
      return unsafe(value, key)
    end
    found = own_attribute(value, key)
  end
  if found == nil then
    return missing(value, key)
  end
  return found
end

--- The function (self, arguments in their places) of a value's method that takes `count` of them.
--- @return function|nil
function access.positional(value, name, count)
  local described = description(kind(value))
  local method = described and described.methods[name]
  return method and call.positional(method, count)
end

--- `value.name(args)` without making a bound method.
function access.call_method(value, name, args, kwargs)
  local described = description(kind(value))
  local method = described and described.methods[name]
  if method then
    return method(value, args, kwargs)
  end
  return call.call(access.attribute(value, name), args, kwargs)
end

return access
