--- What is wrong with a request, as RFC 9457 words it. A handler raises a problem; it leaves as
--- application/problem+json.
local json = require("host.json")

local problem = {}
problem.__index = problem

local TITLES = { [400] = "bad-request", [401] = "invalid-api-key", [403] = "forbidden",
  [404] = "resource-not-found", [405] = "method-not-allowed", [409] = "state-conflict",
  [412] = "precondition-failed", [413] = "content-too-large", [415] = "unsupported-media-type",
  [422] = "unprocessable-entity", [429] = "too-many-requests", [500] = "unexpected-problem",
  [501] = "not-implemented", [503] = "try-again-later", [507] = "insufficient-storage" }

-- What a failure of the store means to a client.
local STATUSES = { not_found = 404, conflict = 409, exists = 409, busy = 503, invalid = 422,
  syntax = 422, limit = 507, denied = 403, usage = 422, network = 503 }

--- A problem.
---@param status integer
---@param detail string a sentence
---@param more {headers:string[]|nil, data:table|nil, title:string|nil}|nil
function problem.new(status, detail, more)
  more = more or {}
  return setmetatable({ status = status, detail = detail, headers = more.headers,
    data = more.data, title = more.title or TITLES[status] }, problem)
end

--- Ends the handling of a request.
function problem.raise(status, detail, more)
  error(problem.new(status, detail, more), 0)
end

--- The thing asked for is not here, or is somebody else's: both look the same.
function problem.missing(kind, id)
  problem.raise(404, ("there is no %s %s"):format(kind, id),
    { data = json.new_object({ { "resourceType", kind }, { "resourceId", id } }) })
end

--- Turns nil, message, code of the store into a problem, with the code as its `cause`; everything
--- else is given back.
function problem.check(result, message, code)
  if result == nil then
    local status = STATUSES[code] or 500
    local headers = status == 503 and { "Retry-After", "1" } or nil
    error(setmetatable({ status = status, detail = message or "no reason given", cause = code,
      headers = headers, title = TITLES[status] }, problem), 0)
  end
  return result
end

function problem.is(value)
  return getmetatable(value) == problem
end

--- The document and its headers.
---@return {status:integer, headers:string[], body:string}
function problem:answer()
  local members = json.new_object({
    { "type", "urn:revos:problem:" .. self.title },
    { "title", self.title },
    { "status", self.status },
    { "detail", self.detail },
  })
  members.data = self.data
  local headers = { "Content-Type", "application/problem+json", "Cache-Control", "no-store" }
  table.move(self.headers or {}, 1, #(self.headers or {}), #headers + 1, headers)
  return { status = self.status, headers = headers, body = json.encode(members) }
end

return problem
