--- What goes wrong in a run, as a value that can be raised and reported.
---
--- A failure is a table: `class` (the name of the exception that the messages show), `message`
--- (for the user), `internal` (for the developer, optional), `type` (config_error, system_error or
--- transient_error). Class "AirbyteTracedException" is one whose message is shown as it is; any
--- other class is told as "An unexpected error occurred …: <class>". `arguments` is what its repr
--- shows, where that is not the message alone; `told` what is said instead of the message where
--- its place in a file is said, too.
local failure = {}

local TRACED = "AirbyteTracedException"
local meta = { __name = "runtime.failure" }

function meta.__tostring(self)
  return self.message
end

--- @param fields table `message` and, optionally, `type` (system_error), `internal`, `class`
--- @return table failure
function failure.new(fields)
  fields.class = fields.class or TRACED
  fields.type = fields.type or "system_error"
  return setmetatable(fields, meta)
end

function failure.raise(fields)
  error(failure.new(fields), 0)
end

--- An error of the configuration that the user can mend.
function failure.config_error(message, internal)
  error(failure.new({ type = "config_error", message = message, internal = internal }), 0)
end

--- An error that has no text of its own for users: told by its class.
function failure.value_error(message)
  error(failure.new({ class = "ValueError", message = message }), 0)
end

function failure.is(value)
  return getmetatable(value) == meta
end

--- Whether the message is meant for users as it is.
function failure.is_traced(value)
  return value.class == TRACED
end

--- Any raised value as a failure: an interpolation error keeps its class, a Lua error is a bug and
--- becomes a RuntimeError that carries the traceback.
function failure.from(err)
  if failure.is(err) then
    return err
  end
  if type(err) == "table" and err.message then
    local message, internal = tostring(err.message), err.internal
    if err.class == TRACED and internal == nil then
      internal = message
    end
    if err.class == "TemplateAssertionError" then
      message = message .. '\n  File "<introspection>", line 1'
    end
    return failure.new({
      class = err.class or "RuntimeError",
      message = message,
      argument = tostring(err.message),
      type = err.type or err.failure_type,
      internal = internal,
      stack = err.stack,
    })
  end
  return failure.new({ class = "RuntimeError", message = tostring(err) })
end

--- A failure as Python shows an exception.
function failure.shown(failed)
  local text = failure.is_traced(failed) and failed.internal or failed.argument or failed.message
  local shown = text == nil and "None"
  return ("%s(%s)"):format(
    failed.class,
    failed.arguments or shown or require("runtime.interpolation.values").repr(text)
  )
end

--- The handler for xpcall around user work: keeps failures, adds the traceback to Lua errors.
function failure.handler(err)
  if type(err) == "table" then
    return err
  end
  return failure.new({
    class = "RuntimeError",
    message = tostring(err),
    stack = debug.traceback(tostring(err), 2),
  })
end

return failure
