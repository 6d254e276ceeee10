--- The error text that an API hides in its body (§10).
local json = require("host.json")
local parameters = require("runtime.manifest.parameters")
local response = require("runtime.http.response")

local error_text = {}

local NAMES = {
  "message", "messages", "error", "errors", "failures", "failure", "detail", "err",
  "error_message", "msg", "reason", "status_message",
}

local dig

local function of_list(list)
  local parts = {}
  for _, element in ipairs(list) do
    local text = dig(element)
    if text then
      parts[#parts + 1] = text
    end
  end
  return table.concat(parts, ", ")
end

function dig(value)
  if type(value) == "string" then
    return value
  elseif json.is_array(value) then
    return of_list(value)
  elseif json.is_object(value) then
    for _, name in ipairs(NAMES) do
      if not parameters.is_falsy(value[name]) then
        return dig(value[name])
      end
    end
  end
  return nil
end

--- @return string|nil the text found in a JSON body, the body itself when it is no JSON
function error_text.of(reply)
  local value, reason = response.json(reply)
  if value == nil and reason then
    return utf8.len(reply.body) and reply.body or nil
  end
  return dig(value)
end

return error_text
