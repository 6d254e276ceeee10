--- One request as the handlers see it: method, path, query and a body that is read when asked for.
local json = require("host.json")
local problem = require("serve.problem")

local call = {}
call.__index = call

local MAX_DEPTH = 128

-- Percent signs undone; nil for what is no UTF-8 text afterwards, or hides a NUL.
local function decoded(text, plus)
  if not text:find("[^%w._~-]") then
    return text
  end
  if text:find("%%") and text:gsub("%%%x%x", ""):find("%%") then
    return nil
  end
  if plus then
    text = text:gsub("%+", " ")
  end
  text = text:gsub("%%(%x%x)", function(digits)
    return string.char(tonumber(digits, 16))
  end)
  return utf8.len(text) and not text:find("[%z\1-\31\127]") and text or nil
end

-- "a=1&b=2" into a table, the first of a repeated name wins.
local function pairs_of(text)
  local found = {}
  for part in text:gmatch("[^&]+") do
    local name, value = part:match("^([^=]*)=?(.*)$")
    name, value = decoded(name, true), decoded(value, true)
    if not name or not value then
      return nil
    end
    if found[name] == nil then
      found[name] = value
    end
  end
  return found
end

local function segments_of(path)
  local segments = {}
  for part in path:gmatch("[^/]+") do
    local segment = decoded(part)
    if not segment then
      return nil
    end
    segments[#segments + 1] = segment
  end
  return segments
end

--- A view of a request of host.server.
---@param request host.server.Request or something alike
function call.of(request)
  local method, target = request:method(), request:target()
  local path, query = target:match("^([^?#]*)%??([^#]*)")
  return setmetatable({ request = request, method = method == "HEAD" and "GET" or method,
    path = path, raw_query = query, segments = segments_of(path), peer = request:peer() }, call)
end

--- A header, or nil.
function call:header(name)
  return self.request:header(name)
end

--- The parameters behind "?".
---@return table<string, string>
function call:query()
  if not self.parameters then
    self.parameters = pairs_of(self.raw_query)
      or problem.raise(400, "the query of the address is not well formed")
  end
  return self.parameters
end

--- A whole number of the query, or the fallback.
function call:number(name, fallback, least, most)
  local text = self:query()[name]
  if text == nil or text == "" then
    return fallback
  end
  local number = text:find("^%d+$") and #text <= 15 and math.tointeger(tonumber(text))
  if not number or number < least or number > most then
    problem.raise(400, ("%s: a whole number from %d to %d is expected"):format(name, least, most))
  end
  return number
end

--- The media type of the body, without its parameters.
function call:media()
  local given = self:header("Content-Type") or ""
  return given:match("^%s*([^;%s]*)"):lower()
end

--- The body as a JSON object; everything else is a problem.
function call:object()
  local media = self:media()
  if media ~= "" and media ~= "application/json" and not media:find("^application/.+%+json$") then
    problem.raise(415, "the body must be application/json")
  end
  local text = self.request:body()
  if text == "" then
    problem.raise(400, "a JSON object is expected as the body")
  end
  local value, reason = json.decode(text, { max_depth = MAX_DEPTH })
  if value == nil then
    problem.raise(400, "the body is no JSON: " .. reason)
  elseif not json.is_object(value) then
    problem.raise(400, "the body must be a JSON object")
  end
  return value
end

--- The fields of a form, or of a JSON object whose members are texts.
---@return table<string, string>
function call:form()
  if self:media() == "application/x-www-form-urlencoded" then
    return pairs_of(self.request:body()) or problem.raise(400, "the form is not well formed")
  end
  local fields = {}
  for name, value in pairs(self:object()) do
    fields[name] = type(value) == "string" and value or nil
  end
  return fields
end

return call
