--- Replies of an API: { status, headers = list of {name, value}, body, url, request }.
local json = require("host.json")

local response = {}

--- The value of a header, its name in any case; several are joined by ", ". nil when absent.
function response.header(reply, name)
  name = name:lower()
  local value
  for _, header in ipairs(reply.headers) do
    if (header.name or header[1]):lower() == name then
      local text = header.value or header[2]
      value = value and (value .. ", " .. text) or text
    end
  end
  return value
end

--- All headers as a JSON object, names as the server wrote them.
function response.header_object(reply)
  local object, spelling = json.new_object(), {}
  for _, header in ipairs(reply.headers) do
    local name, value = header.name or header[1], header.value or header[2]
    local known = spelling[name:lower()]
    if known then
      object[known] = object[known] .. ", " .. value
    else
      spelling[name:lower()] = name
      object[name] = value
    end
  end
  return object
end

--- The body as a JSON value, parsed once; nil and the reason when it is none.
function response.json(reply)
  if not reply.parsed then
    local value, reason = json.decode(reply.body)
    reply.parsed = { value = value, reason = reason }
  end
  return reply.parsed.value, reply.parsed.reason
end

--- The JSON body as a plain list of bodies (§13): the elements of an array, else the one value.
function response.bodies(reply)
  local value = response.json(reply)
  if value == nil then
    return {}
  elseif json.is_array(value) then
    return value
  end
  return { value }
end

return response
