--- What is said of a request that failed (§10).
local error_text = require("runtime.http.error_text")
local response = require("runtime.http.response")
local values = require("runtime.interpolation.values")

local request_texts = {}

local function body_text(reply)
  local value = response.json(reply)
  if value ~= nil then
    return values.str(value)
  end
  if utf8.len(reply.body) then
    return reply.body
  end
  return "The Content of the Response couldn't be decoded."
end

local function shown_body(request)
  if not request.body or request.body == "" then
    return "None"
  end
  return request.is_json and "b" .. values.repr(request.body) or request.body
end

local function shown(value)
  return value == nil and "None" or value
end

--- What a request that is to be retried failed of.
--- @param found table resolution: message, type, action
function request_texts.retried(request, found)
  if found.message and found.message ~= "" then
    return found.message
  end
  return ("Request to %s failed with failure type %s, response action ResponseAction.%s."):format(
    request.url,
    found.type and "FailureType." .. found.type or "None",
    found.action
  )
end

--- The text of the log and the internal message; secrets in what it quotes are masked.
--- @param reply table|nil; @param problem table|nil why there is no reply
function request_texts.failed(messages, request, reply, problem)
  if not reply then
    return ("'%s' request to '%s' failed with exception: '%s'"):format(
      request.method,
      request.url,
      problem.message
    )
  end
  local details = ("Request (body): '%s'. Response (body): '%s'. Response (headers): '%s'."):format(
    shown_body(request),
    body_text(reply),
    values.str(response.header_object(reply))
  )
  return ("'%s' request to '%s' failed with status code '%d' and error message: '%s'. %s"):format(
    request.method,
    request.url,
    reply.status,
    shown(error_text.of(reply)),
    messages:mask(details)
  )
end

return request_texts
