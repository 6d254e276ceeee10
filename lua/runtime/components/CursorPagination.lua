local failure = require("runtime.failure")
local json = require("host.json")
local members = require("runtime.interpolation.members")
local later = require("util.later")
local paging = later("runtime.retrieval.paging")
local parameters = later("runtime.manifest.parameters")
local response = later("runtime.http.response")
local slices = later("runtime.streams.slice")
local values = require("runtime.interpolation.values")

local strategy = { ahead = true }
strategy.__index = strategy

function strategy.initial()
  return nil
end

function strategy:page_size()
  return self.size
end

function strategy.is_steady()
  return true
end

--- The first body of the reply, or as much of it as the templates read.
local function first_body(self, page)
  local part = page.places and self.members and page.places:body(self.members)
  if part then
    return part
  end
  local body = page.decoder:decode(page.reply)[1]
  return body == nil and json.new_object() or body
end

local function none_if_nil(value)
  return value == nil and json.null or value
end

local function headers_of(self, reply)
  local links = response.links(reply)
  if self.reads_links_only then
    return json.new_object({ { "link", links } })
  end
  local headers = response.header_object(reply)
  headers.link = links
  return headers
end

local function last_record_of(page)
  local record = page.last_record
  if json.is_object(record) then
    slices.see_record(record)
  end
  return none_if_nil(record)
end

local function variables(self, page)
  local view = page.slice and slices.view(page.slice) or json.null
  return {
    response = self.reads.response and first_body(self, page) or json.null,
    headers = self.reads.headers and headers_of(self, page.reply) or json.null,
    last_record = self.reads.last_record and last_record_of(page) or json.null,
    last_page_size = page.emitted,
    page_size = none_if_nil(page.size_override or self.size),
    stream_slice = view,
    stream_partition = view,
    stream_interval = view,
  }
end

--- @param page table reply, decoder, slice, last_record, emitted, size_override
--- @return any|nil token of the next page
function strategy:next(page)
  local vars = variables(self, page)
  if self.stop and self.stop:eval(vars) then
    return nil
  end
  local token = self.cursor:eval(vars)
  if parameters.is_falsy(token) or not values.truthy(token) then
    return nil
  end
  return token
end

-- What is read off a template before it is evaluated; one that cannot be read fails then.
local function told(fallback, ask, ...)
  local ok, found = pcall(ask, ...)
  if ok then
    return found
  end
  return fallback
end

local function variables_of(expression)
  return told({}, expression.variables, expression)
end

-- Without a declared page size a comparison with it would quietly end every slice on its first
-- page.
local function check_page_size(self, node)
  for _, name in ipairs({ "stop_condition", "cursor_value" }) do
    local expression = name == "stop_condition" and self.stop or self.cursor
    if expression and variables_of(expression).page_size then
      failure.value_error(
        ("The `%s` %s reads the `page_size` interpolation variable, but the CursorPagination "
          .. "strategy it belongs to declares no `page_size`, so there is nothing to bind "
          .. "it to. The comparison would not fail either - it renders as the template string "
          .. "itself, which is truthy - so the pagination would end after the first page and the "
          .. "rest of the partition would be dropped silently. Declare `page_size` on the "
          .. "pagination strategy, or compare against a value the manifest defines, such as "
          .. "`config['page_size']`."):format(
          name,
          values.repr(node[name])
        )
      )
    end
  end
end

local VISIBLE = {
  "config",
  "response",
  "headers",
  "last_record",
  "last_page_size",
  "page_size",
  "stream_slice",
}

--- The members of a variable that the templates read, nil when that may be any.
local function members_of(name, ...)
  local found = {}
  for _, text in ipairs({ ... }) do
    if not told(nil, members, text, name, found) then
      return nil
    end
  end
  return found
end

local function is_link_alone(names)
  return names ~= nil and next(names) == "link" and next(names, "link") == nil
end

return {
  type = "CursorPagination",
  kind = "pagination_strategy",
  summary = "Reads the next page's token from the reply.",
  fields = {
    {
      name = "cursor_value",
      type = "string",
      required = true,
      template = VISIBLE,
      doc = "The token of the next page; empty ends the slice.",
      example = "{{ response['next'] }}",
    },
    {
      name = "page_size",
      type = "integer | string",
      template = { "config" },
      doc = "How many records to ask for.",
      example = 100,
    },
    {
      name = "stop_condition",
      type = "string",
      template = VISIBLE,
      doc = "Ends the slice when it holds.",
      example = "{{ not response['has_more'] }}",
    },
    { name = "decoder", type = "@decoder", default_type = "JsonDecoder", hidden = true },
  },
  build = function(node, build)
    local self = setmetatable({
      cursor = build:string(node, "cursor_value"),
      stop = build:boolean(node, "stop_condition"),
      size = paging.size(paging.expression(node, build)),
    }, strategy)
    local cursor, stop = build:value(node, "cursor_value"), build:value(node, "stop_condition")
    self.members = members_of("response", cursor, stop)
    local headers = members_of("headers", cursor, stop)
    self.reads_links_only = is_link_alone(headers)
    self.reads = variables_of(self.cursor)
    for name in pairs(self.stop and variables_of(self.stop) or {}) do
      self.reads[name] = true
    end
    if not self.size then
      check_page_size(self, node)
    end
    return self
  end,
}
