--- A refusal of an API as one sentence and a code.
local json = require("host.json")

local problem = {}

local CODES = { [400] = "invalid", [401] = "denied", [403] = "denied", [404] = "not_found",
  [408] = "timeout", [409] = "conflict", [412] = "conflict", [413] = "limit", [422] = "invalid",
  [428] = "conflict", [429] = "limit" }

local function text_of(object, ...)
  for _, key in ipairs({ ... }) do
    if json.is_object(object) and type(object[key]) == "string" and object[key] ~= "" then
      return object[key]
    end
  end
  return nil
end

-- What a problem document says, whatever its media type; nil for any other body.
local function said(response)
  local body = json.decode(response.body or "")
  local text = text_of(body, "detail") or text_of(json.is_object(body) and body.data, "message")
    or text_of(body, "message", "title", "error_description", "error")
  if not text and text_of(body, "errorId") then
    text = "an error inside the server; its id for the operators is " .. body.errorId
  end
  return text
end

-- Who may do what was refused, unless the server says so itself.
local function role(self, method, text)
  if text and text:find("role", 1, true) then
    return ""
  end
  local needed = method == "GET" and "reader" or "editor (or source editor)"
  return (" (this needs the role %s in workspace %s)"):format(needed, self.workspace_id or "?")
end

local function reason(self, method, response)
  local text, status = said(response), response.status
  if status == 401 then
    return ("401: the token is not accepted%s"):format(text and ": " .. text or "")
  elseif status == 403 then
    return ("403: %s%s"):format(text or "not allowed", role(self, method, text))
  elseif status >= 300 and status < 400 then
    return ("answered %d, a redirect to %s; it is not followed with a token"):format(status,
      response.headers.location or "nowhere")
  end
  return text and ("%d: %s"):format(status, text) or ("answered %d"):format(status)
end

local SHORTEST = 6 -- characters: what is shorter stands in many a text by chance

-- A text without the secrets that `value`, a text or what holds some, may have brought into it.
local function masked(text, value)
  if type(value) == "string" and #value >= SHORTEST then
    return (text:gsub(value:gsub("%p", "%%%0"), "****"))
  elseif json.is_object(value) or json.is_array(value) then
    for _, member in pairs(value) do
      text = masked(text, member)
    end
  end
  return text
end

--- What a call returns for an answer that is a refusal. A server may repeat what it was sent:
--- neither its credentials nor a configuration are shown.
---@param self table the client
---@param method string
---@param path string
---@param response table
---@param sent any|nil the value that was sent
---@return nil
---@return string message
---@return string code
---@return integer status
function problem.failure(self, method, path, response, sent)
  local text = masked(masked(reason(self, method, response), self.token), self.client_secret)
  text = masked(text, json.is_object(sent) and sent.configuration)
  local message = ("%s: %s %s: %s"):format(self.base, method, path, text)
  return nil, message, CODES[response.status] or "network", response.status
end

return problem
