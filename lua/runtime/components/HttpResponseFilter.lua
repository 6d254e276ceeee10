local later = require("util.later")
local error_text = later("runtime.http.error_text")
local json = require("host.json")
local resolution = later("runtime.http.resolution")
local response = later("runtime.http.response")
local url = later("runtime.http.url")
local values = require("runtime.interpolation.values")

local filter = {}
filter.__index = filter

local ACTIONS = "SUCCESS,FAIL,RETRY,IGNORE,RESET_PAGINATION,RATE_LIMITED,"
  .. "REFRESH_TOKEN_THEN_RETRY,REDUCE_PAGE_SIZE,SPLIT_REQUEST_WINDOW"

--- @param names table|nil the only members of the body that are looked at
local function variables(reply, names)
  return {
    response = names and response.members_or_empty(reply, names) or response.json_or_empty(reply),
    headers = response.any_case_headers(reply),
    request_url = url.public(reply.url),
  }
end

--- Whether a text that is part of the error text of a body stands in its bytes as it is, but for
--- escapes by number. Where several strings make the error text, ", " is between them.
local function is_plain(text)
  return not text:find("^ ") and not text:find('["\\/,%c]')
end

local function contains(self, reply)
  local wanted = self.contains
  if
    not wanted
    or is_plain(wanted)
      and not response.contains(reply, wanted)
      and not response.contains(reply, "\\u")
  then
    return false
  end
  local text = error_text.of(reply)
  return text and text:find(wanted, 1, true) ~= nil
end

--- What the predicate looks at of the body; nil where that may be all of it.
local function members_read(predicate)
  local reads = {}
  local known = predicate and require("runtime.interpolation.members")(predicate, "response", reads)
  return known and reads or nil
end

local function text_or_nil(text)
  return text ~= "" and text or nil
end

function filter:holds(reply)
  if self.codes[reply.status] then
    return true
  end
  if self.predicate and self.predicate:eval(variables(reply, self.reads)) then
    return true
  end
  return contains(self, reply)
end

function filter:text(reply, known)
  local text = self.message and self.message:eval(variables(reply))
  if text ~= nil and text ~= json.null and text ~= "" then
    return values.str(text)
  end
  return known and known.message or ""
end

--- @return table|nil resolution when the filter matches the reply; without an action it never does
function filter:match(reply)
  if not reply or not self:holds(reply) or not self.action then
    return nil
  end
  local known = resolution.of_status(reply.status)
  local kind = self.failure_type
  if not kind or self.action ~= "FAIL" then
    kind = known and known.type or "system_error"
  end
  return { action = self.action, type = kind, message = self:text(reply, known) }
end

local function code_set(list)
  local set = {}
  for _, code in ipairs(list or {}) do
    set[math.tointeger(tonumber(code)) or code] = true
  end
  return set
end

return {
  type = "HttpResponseFilter",
  kind = "response_filter",
  summary = "Decides what to do with replies that match.",
  fields = {
    {
      name = "action",
      type = "enum(" .. ACTIONS .. ")",
      doc = "What to do with a matching reply.",
      example = "IGNORE",
    },
    {
      name = "failure_type",
      type = "enum(system_error,config_error,transient_error)",
      doc = "Whose fault a failure is; counts for the action FAIL only.",
      example = "config_error",
    },
    {
      name = "error_message",
      type = "string",
      template = { "config", "response", "headers", "request_url" },
      doc = "The text that the user sees.",
      example = "The plan does not include {{ response['resource'] }}.",
    },
    {
      name = "error_message_contains",
      type = "string",
      doc = "Matches when the error text of the body contains this.",
      example = "rate limit",
    },
    {
      name = "http_codes",
      type = "integer[]",
      unique = true,
      doc = "Matches these statuses.",
      example = "[404]",
    },
    {
      name = "predicate",
      type = "string",
      template = { "response", "headers", "request_url" },
      doc = "Matches when the condition holds; also on a status of 200.",
      example = "{{ 'code' in response }}",
    },
  },
  build = function(node, build)
    local action = build:value(node, "action")
    return setmetatable({
      action = action,
      failure_type = build:value(node, "failure_type"),
      codes = code_set(build:value(node, "http_codes")),
      contains = text_or_nil(build:value(node, "error_message_contains")),
      reads = members_read(build:value(node, "predicate")),
      -- The reference evaluates predicates without a config.
      predicate = build:child({ config = json.null }):boolean(node, "predicate"),
      message = build:string(node, "error_message"),
    }, filter)
  end,
}
