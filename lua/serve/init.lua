--- The server: listens, answers one request after the other, ends well by a signal.
local app = require("serve.app")
local process = require("host.process")
local clock = require("host.clock")

local serve = {}

-- The next request for so many seconds; what was refused before it became one is told.
local function next_of(self, seconds)
  local request, message, code = self.server:next(seconds)
  local status, peer = self.server:refused()
  while status do
    self.app:refused(status, peer)
    status, peer = self.server:refused()
  end
  return request, message, code
end

local GRACE = 10 -- seconds for requests that are on their way

--- Answers until a signal comes, then what is on its way.
---@param self table of start()
---@return integer signal
function serve.run(self)
  while true do
    self.app.jobs:tick()
    local request, _, code = next_of(self, self.app.jobs:patience())
    if request then
      self.app:handle(request)
    elseif code == "cancelled" then
      break
    end
  end
  local signal = process.take_interrupt()
  self.app.log:write("info", { { "message", "ending" }, { "signal", signal } })
  serve.drain(self)
  return signal
end

--- Takes no more connections, ends jobs, and answers those requests that have begun.
---@param self table the running server
function serve.drain(self)
  local server, last = self.server, clock.monotonic() + GRACE
  server:quiesce()
  self.app.jobs:stop(GRACE / 2)
  while server:busy() > 0 and clock.monotonic() < last do
    local request, _, code = next_of(self, 0.1)
    if request then
      self.app:handle(request)
    elseif code then
      break
    end
  end
end

--- Listens.
---@param options table of host.server.listen, with `database`, `log` and `public_url`; `jobs` has
---  the options of serve.job_runner
---@return table|nil self {server, app, address}
---@return string|nil message
---@return string|nil code
---@return table|nil details
function serve.start(options)
  local jobs = require("serve.job_runner").new(options.jobs)
  local ok, message, code, details = jobs:open()
  if not ok then
    return nil, message, code, details
  end
  local server
  server, message, code = require("host.server").listen(options)
  if not server then
    return nil, message, code
  end
  local scheme = options.certificate and "https" or "http"
  local host = options.address:find(":") and "[" .. options.address .. "]" or options.address
  local made = app.new({ database = options.database, log = options.log, scheme = scheme,
    public_url = options.public_url, max_body = options.max_body, jobs = jobs })
  made.server = server
  return { server = server, app = made,
    address = ("%s://%s:%d"):format(scheme, host, server:port()) }
end

return serve
