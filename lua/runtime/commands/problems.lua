--- How a command tells that it failed: LOG and TRACE.
local failure = require("runtime.failure")

local problems = {}

local STARTING = "Error starting the sync. This could be due to an invalid configuration or "
  .. "catalog. Please contact Support for assistance. Error: "

local GENERIC = "Something went wrong in the connector. See the logs for more details."

--- An error that ended a command.
function problems.uncaught(messages, err)
  local failed = failure.from(err)
  local text = failed.message or failed.internal or ""
  messages:log("FATAL", text, failed.stack)
  local traced = failure.is_traced(failed)
  local internal = failed.internal
  if not traced then
    internal = failed.message
  end
  messages:error({
    message = traced and failed.message and messages:mask(failed.message) or GENERIC,
    internal = internal and messages:mask(internal),
    type = failed.type or "system_error",
    stack = failed.stack and messages:mask(failed.stack),
    stream = failed.stream,
  })
end

--- One before the command began.
function problems.at_start(messages, err)
  local failed = failure.from(err)
  messages:error({
    message = STARTING .. tostring(failed.message or failed.internal),
    stack = failed.stack,
  })
end

return problems
