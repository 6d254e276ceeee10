--- The expression language of manifests: Jinja templates over Python values.
---
---   string(text):eval(context)      rendered, then read as a Python literal; default: the text
---   boolean(text):eval(context)     a condition
---   mapping(object):eval(context)   keys and values; None members left out
---   nested(value):eval(context)     any JSON structure
---   raw(text):eval(context)         the rendered text
---
--- A context is a table of variables: JSON values, json.null for None; an absent variable that the
--- template uses is an error. Errors are raised as tables { class, message }, metatable
--- interpolation.error; those of syntax carry `offset`, the byte in the text. Evaluation may also
--- raise them later: a text is compiled when it is first evaluated.
local errors = require("runtime.interpolation.errors")
local expressions = require("runtime.interpolation.expressions")
local structures = require("util.later")("runtime.interpolation.structures")
local template = require("runtime.interpolation.template")

local interpolation = {
  error = errors.error,
  new_error = errors.new,
  string = expressions.string,
  boolean = expressions.boolean,
  raw = expressions.raw,
  evaluate = expressions.evaluate,
}

function interpolation.mapping(...)
  return structures.mapping(...)
end

function interpolation.nested(...)
  return structures.nested(...)
end

--- Compiles a text: the template, or nil, message, "syntax", offset.
function interpolation.compile(text)
  local ok, result = pcall(template.of, text)
  if ok then
    return result
  elseif errors.is(result) then
    return nil, ("%s (offset %d)"):format(result.message, result.offset or 1), "syntax",
      result.offset
  end
  error(result, 0)
end

return interpolation
