--- Answers of handlers: {status, headers, body}.
local json = require("host.json")

local answer = {}

--- JSON text as it is.
---@param text string
---@param headers string[]|nil name, value, name, value ...
---@param status integer|nil 200 when left out
function answer.text(text, headers, status)
  local list = { "Content-Type", "application/json", "Cache-Control", "no-store" }
  table.move(headers or {}, 1, #(headers or {}), #list + 1, list)
  return { status = status or 200, headers = list, body = text }
end

--- A JSON value.
function answer.json(value, headers, status)
  return answer.text(json.encode(value), headers, status)
end

--- Done, and nothing to say.
function answer.nothing()
  return { status = 204, headers = { "Cache-Control", "no-store" }, body = "" }
end

return answer
