--- Sends the requests of a retriever: what an HttpRequester does.
local later = require("util.later")
local http_client = later("runtime.http.client")
local mappings = later("runtime.http.mappings")
local request_inputs = later("runtime.http.request_inputs")
local requests = later("runtime.http.requests")
local series = later("runtime.http.series")
local template_reads = later("runtime.http.template_reads")
local url = later("runtime.http.url")
local values = require("runtime.interpolation.values")
local variables = later("runtime.variables")

local requester = {}
requester.__index = requester

local NOTHING = {}

local function text_of(expression, vars)
  return expression and values.str(expression:eval(vars)) or ""
end

--- @param vars table of runtime.variables
--- @param path string|nil of the paginator, taken as it is
function requester:url_of(vars, path)
  local base = text_of(self.url_base, vars)
  if not path or path == "" then
    path = text_of(self.path, vars)
    if path:byte() == 47 then -- a slash
      path = path:gsub("^/+", "")
    end
  end
  if base == "" then
    base = text_of(self.url, vars)
  end
  local last = self.last -- page after page it is the same address
  if last.base ~= base or last.path ~= path then
    last.base, last.path, last.url = base, path, url.of_path(base, path)
  end
  return last.url
end

--- The options of requester, authenticator and paginator with its kin as one bag.
local function merged(own, auth, extra)
  if own == NOTHING and auth == NOTHING then
    return extra
  end
  local of_three = mappings.of_three
  return {
    headers = of_three(own.headers, auth.headers, extra.headers),
    params = of_three(own.params, auth.params, extra.params),
    body_json = of_three(own.body_json, auth.body_json, extra.body_json, true),
    body_data = of_three(own.body_data, auth.body_data, extra.body_data),
  }
end

local function prepare(self, context, vars)
  local inputs, authenticator, slice = self.inputs, self.authenticator, context.slice
  local own = inputs and inputs:evaluate(vars, slice) or NOTHING
  local auth = authenticator and authenticator:request_options(slice) or NOTHING
  local extra = context.options or NOTHING
  return requests.prepare(self.method, self:url_of(vars, context.path), merged(own, auth, extra))
end

-- Puts fresh credentials into the headers: a method of requests.
local function authenticate(request)
  local authenticator = request.authenticator
  local options = authenticator:request_options(request.slice)
  if options and options.headers then
    requests.set_credentials(request, options.headers)
  end
  if authenticator.sign then
    requests.set_credentials(request, authenticator:sign(request))
  end
end

local function variables_of(self, context)
  if self.reads_config_only == nil then
    self.reads_config_only = template_reads.config_only(self)
  end
  return self.reads_config_only and {} or variables.of(context.slice, context.next_page_token)
end

--- The request of a page, not yet sent. @param context table as for send
function requester:prepare(context)
  local vars = variables_of(self, context)
  local request = prepare(self, context, vars)
  if self.authenticator then
    request.authenticator, request.slice = self.authenticator, context.slice
    request.authenticate = authenticate
    -- The reference asks the authenticator once more when it sends.
    request:authenticate()
  end
  return request
end

--- Requests like this one with other page tokens (runtime.http.series).
--- @param request table of prepare, the last one; not yet sent
--- @param option table where the token is
--- @return table|nil nil where there is more to each of them
function requester:series(request, option, slice)
  if self.run.unsteady or not self.client:may_begin() then
    return nil
  elseif self.is_steady == nil then
    self.is_steady = not (self.authenticator and self.authenticator.sign)
      and template_reads.are_steady(self)
  end
  if not self.is_steady then
    return nil
  end
  local base = self.last.base
  return series.new(request, option, slice, function(path)
    return url.of_path(base, path)
  end)
end

--- Sends one request. @param context table slice, next_page_token (the value), path, options (a bag
--- of params, headers, body_data, body_json) — all optional
--- @return table|nil response, nil when it is ignored. Raises as http_client.send
function requester:send(context)
  return self.client:send(self:prepare(context))
end

--- Whether a request may be sent before its turn.
function requester:may_begin()
  return self.client:may_begin()
end

--- Sends a request whose reply is asked for later.
function requester:begin(request)
  self.client:begin(request)
end

--- The reply of a request, which may be on its way already. Raises as http_client.send
function requester:finish(request)
  return self.client:send(request)
end

local function new_client(node, build, self)
  local name = build.stream and build.stream.name or "requester"
  local cache
  if build:value(node, "use_cache") == true and build.run.cache then
    cache = build.run.cache:of_stream(name)
  end
  return http_client.new({
    name = name,
    run = build.run,
    authenticator = self.authenticator,
    error_handler = build:component(build:value(node, "error_handler")),
    connect_timeout = build:value(node, "connect_timeout_in_seconds"),
    read_timeout = build:value(node, "read_timeout_in_seconds"),
    keepalive = build:value(node, "use_tcp_keepalive") == true,
    cache = cache,
  })
end

--- @param node table an HttpRequester of the manifest
--- @param build table of runtime.manifest.build
function requester.new(node, build)
  local self = setmetatable({
    run = build.run,
    url = build:string(node, "url"),
    url_base = build:string(node, "url_base"),
    path = build:string(node, "path"),
    method = build:value(node, "http_method") or "GET",
    inputs = request_inputs.new(node, build),
    last = {},
    authenticator = build:component(build:value(node, "authenticator"), {
      url_base = build:value(node, "url") or build:value(node, "url_base"),
    }),
  }, requester)
  self.client = new_client(node, build, self)
  return self
end

return requester
