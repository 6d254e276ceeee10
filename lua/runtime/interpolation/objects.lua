--- The template language's own globals: dict, namespace, cycler, joiner, lipsum.
local later = require("util.later")
local dict_methods = later("runtime.interpolation.methods.dict")
local dicts = later("runtime.interpolation.dicts")
local errors = require("runtime.interpolation.errors")
local values = require("runtime.interpolation.values")

local function make_dict(args, kwargs)
  local dict = dicts.new()
  dict_methods.update(dict, args, kwargs)
  return dict
end

local namespace_type = values.new_type("Namespace")

function namespace_type.attribute(space, name)
  return dicts.get(space.members, name)
end

function namespace_type.python_item(space, name)
  return dicts.get(space.members, name)
end

function namespace_type.assign(space, name, value)
  dicts.set(space.members, name, value)
end

function namespace_type.python_repr(space)
  return ("<Namespace %s>"):format(values.repr(space.members))
end

local cycler_type = values.new_type("Cycler")

local cycler_attributes = {
  current = function(cycler)
    return cycler.items[cycler.position]
  end,
  next = function(cycler)
    return values.callable("next", function()
      local item = cycler.items[cycler.position]
      cycler.position = cycler.position % #cycler.items + 1
      return item
    end)
  end,
  reset = function(cycler)
    return values.callable("reset", function()
      cycler.position = 1
      return values.None
    end)
  end,
}

function cycler_type.attribute(cycler, name)
  return cycler_attributes[name] and cycler_attributes[name](cycler)
end

local joiner_type = values.new_type("Joiner")

function joiner_type.python_call(joiner)
  if not joiner.used then
    joiner.used = true
    return ""
  end
  return joiner.separator
end

local SENTENCE = "Lorem ipsum dolor sit amet, consectetur adipiscing elit."

return {
  { name = "dict", signature = "*", doc = "A dict of pairs and named values.", run = make_dict },
  { name = "namespace", signature = "*",
    doc = "An object whose attributes can be set inside loops.",
    run = function(args, kwargs)
      return setmetatable({ members = make_dict(args, kwargs) }, namespace_type)
    end },
  { name = "cycler", signature = "*", doc = "Gives its values in turn, with .next().",
    run = function(args)
      if #args == 0 then
        errors.raise("RuntimeError", "at least one item has to be provided")
      end
      return setmetatable({ items = args, position = 1 }, cycler_type)
    end },
  { name = "joiner", signature = "sep?", doc = "Empty when first called, then a separator.",
    run = function(separator)
      return setmetatable({ separator = separator or ", " }, joiner_type)
    end },
  { name = "lipsum", signature = "n? html? min? max?", doc = "Filler text.",
    run = function()
      return SENTENCE
    end },
}
