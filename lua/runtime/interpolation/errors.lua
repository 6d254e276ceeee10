--- Errors of evaluation: tables { class, message }, raised as they are.
---
--- `class` is the name of the Python exception that the reference would raise, because what happens
--- next depends on it: a TypeError makes a template its own text, an UndefinedError an empty
--- result.
local errors = {}

--- The metatable of an error, to recognise one after pcall.
errors.error = {}
errors.error.__index = errors.error

function errors.error:__tostring()
  return self.class .. ": " .. self.message
end

--- @param class string for example "ValueError"
--- @param message string
function errors.new(class, message)
  return setmetatable({ class = class, message = message }, errors.error)
end

--- Raises an error; the message is a format.
function errors.raise(class, message, ...)
  if select("#", ...) > 0 then
    message = message:format(...)
  end
  error(errors.new(class, message), 0)
end

function errors.type_error(message, ...)
  errors.raise("TypeError", message, ...)
end

function errors.value_error(message, ...)
  errors.raise("ValueError", message, ...)
end

--- @return boolean whether a caught value is an error of evaluation (of that class)
function errors.is(caught, class)
  return getmetatable(caught) == errors.error and (class == nil or caught.class == class)
end

return errors
