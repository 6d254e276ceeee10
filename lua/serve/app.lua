--- From a request to its answer: route, bearer, handler; whatever is raised becomes a problem.
local access = require("serve.access")
local call_of = require("serve.call").of
local clock = require("host.clock")
local hash = require("host.hash")
local json = require("host.json")
local problem = require("serve.problem")

local app = {}
app.__index = app

local KEPT = 24 * 3600 -- seconds that an Idempotency-Key is remembered

local TROUBLES = {
  too_large = { 413, "the body is larger than this server takes" },
  full = { 503, "too many large requests at a time" },
  no_host = { 400, "the header Host is missing" },
}

---@param options {database:table, log:table, scheme:string|nil, public_url:string|nil,
---  max_body:integer|nil, jobs:table|nil}
function app.new(options)
  return setmetatable({
    database = options.database,
    log = options.log,
    scheme = options.scheme or "http",
    public_url = options.public_url,
    max_body = options.max_body,
    jobs = options.jobs or require("serve.job_runner").new(options),
    router = require("serve.router").new(require("serve.routes")),
    metrics = require("serve.metrics").new(),
    token_rate = require("serve.rate").new(20, 3),
  }, app)
end

--- How a client sees this server: for addresses in answers.
function app:origin(call)
  if self.public_url then
    return self.public_url
  end
  local host = call:header("Host") or ""
  return host:find("^[%w.:%[%]_-]+$") and self.scheme .. "://" .. host or ""
end

-- What was done for this key already, or nil.
local function repeated(ctx, key, digest)
  local row = ctx.database:rows("SELECT request, answer FROM idempotency "
    .. "WHERE workspace_id = ? AND key = ? AND created_at > ?", ctx.bearer.workspace_id, key,
    math.floor(clock.now()) - KEPT)[1]
  if not row then
    return nil
  elseif row.request ~= digest then
    problem.raise(422, "Idempotency-Key: was used for another request")
  end
  local answer = json.decode(row.answer)
  return { status = answer.status, headers = answer.headers, body = answer.body }
end

local function remember(ctx, key, digest, answer)
  local now = math.floor(clock.now())
  ctx.database:run("DELETE FROM idempotency WHERE created_at <= ?", now - KEPT)
  ctx.database:run([[
INSERT INTO idempotency (workspace_id, key, request, answer, created_at) VALUES (?, ?, ?, ?, ?)]],
    ctx.bearer.workspace_id, key, digest, json.encode(json.new_object({
      { "status", answer.status },
      { "headers", json.new_array(answer.headers) },
      { "body", answer.body },
    })), now)
end

local function write(ctx, handler)
  local key = ctx.call:header("Idempotency-Key")
  if key and (#key > 255 or key:find("[^%g ]")) then
    problem.raise(400, "Idempotency-Key: at most 255 visible characters are taken")
  end
  local digest = key
    and hash.sha256(("%s %s\n%s"):format(ctx.call.method, ctx.call.path, ctx.call.request:body()))
  return ctx.database.atomic(ctx.workspace, function()
    local done = key and repeated(ctx, key, digest)
    if done then
      return done
    end
    local answer = handler(ctx)
    if key then
      remember(ctx, key, digest, answer)
    end
    return answer
  end)
end

-- Another workspace is not refused but unknown: nobody learns that it exists.
local function authorize(ctx, route)
  ctx.bearer = access.bearer(ctx.database, ctx.call:header("Authorization"))
  local asked = ctx.params.workspace
  if asked and asked ~= ctx.bearer.workspace_id then
    problem.missing("workspace", asked)
  end
  access.demand(ctx.bearer, route.role)
  ctx.workspace = ctx.database:workspace(ctx.bearer.workspace_id, ctx.bearer.who)
end

local function respond(ctx)
  local trouble = TROUBLES[ctx.call.request:trouble()]
  if trouble then
    problem.raise(trouble[1], trouble[2])
  end
  local route, params = ctx.app.router:find(ctx.call)
  ctx.route, ctx.params = route, params
  if route.role then
    authorize(ctx, route)
  end
  return route.write and write(ctx, route[3]) or route[3](ctx)
end

local function trap(raised)
  if problem.is(raised) then
    return raised
  end
  local text = type(raised) == "table" and (raised.message or require("util.text").describe(raised))
    or tostring(raised)
  return { message = text, trace = debug.traceback("", 2) }
end

-- What is wrong with the store is told to the log; a client learns whether to come again.
local function of_the_store(self, raised)
  self.log:write("error", { { "message", raised.detail }, { "code", raised.cause } })
  if raised.cause == "network" then
    self.database:reconnect()
  end
  if raised.status == 503 then
    return problem.new(503, "the store of this server is busy", { headers = raised.headers })
  elseif raised.status == 507 then
    return problem.new(507, "the store of this server has no room for this")
  end
  return problem.new(500, "the store of this server cannot be used")
end

-- A mistake of ours is told to the log, a client only gets its number.
local function failed(self, raised)
  if problem.is(raised) then
    if raised.cause and self.database:is_its_own(raised.detail) then
      raised = of_the_store(self, raised)
    end
    return raised:answer()
  end
  local id = hash.uuid()
  self.log:write("error", { { "message", raised.message }, { "trace", raised.trace },
    { "errorId", id } })
  return problem.new(500, "something went wrong inside the server; its log knows as " .. id,
    { data = json.new_object({ { "errorId", id } }) }):answer()
end

local function note(self, ctx, answer, seconds)
  local route = ctx.route and ctx.route[2] or "unknown"
  self.metrics:observe(ctx.call.method, route, answer.status, seconds)
  self.log:request(ctx, answer, seconds)
end

--- Tells of what was refused before it became a request.
---@param status integer 0: behind TLS, where nobody tells why
---@param peer string
function app:refused(status, peer)
  local spoke = status ~= 0
  self.metrics:refuse(spoke and status or "none")
  self.log:write("info", {
    { "message", spoke and "refused: no sound request" or "no sound request came over TLS" },
    { "status", spoke and status or nil }, { "peer", peer } })
end

--- Answers one request.
---@param request host.server.Request
function app:handle(request)
  local started = clock.monotonic()
  local ctx = { app = self, database = self.database, call = call_of(request) }
  local ok, answer = xpcall(respond, trap, ctx)
  if not ok then
    answer = failed(self, answer)
  end
  local sent, message = request:reply(answer.status, answer.headers, answer.body)
  if not sent then
    self.log:write("error", { { "message", message } })
  end
  note(self, ctx, answer, clock.monotonic() - started)
end

return app
