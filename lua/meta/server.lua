---@meta host.server
--- An HTTP server that is asked for requests, by libmicrohttpd. One thread;
--- requests may be answered in any order.
---
--- ```lua
--- local server = require("host.server")
--- local listener, message, code = server.listen({ port = 0 })
--- assert(listener, message)
--- assert(listener:port() > 0 and listener:next(0) == nil)
--- listener:close()
--- ```
local server = {}

---@class host.server.Options
---@field address? string numeric; "127.0.0.1" by default
---@field port? integer 0, the default, takes a free one
---@field certificate? string PEM; with it TLS is spoken, 1.2 at least
---@field key? string PEM, of the certificate
---@field max_connections? integer 1000; further ones wait
---@field max_body? integer bytes of one request, 10 MB
---@field max_bodies? integer bytes of all requests at a time, 80 MB
---@field timeout? integer seconds of silence, 30
---@field deadline? integer seconds for a request to arrive, 120

---@class host.server.Server
local instance = {}

--- The next whole request; waits for it.
---@param seconds? number at most
---@return host.server.Request? request nil alone: the time is over, or something was refused
---@return string? message, string? code "cancelled": a signal came
function instance:next(seconds) end

--- What was no request of HTTP and so was refused, once each; of many at once the newest.
---@return integer? status nil: nothing more was refused; 0: TLS that ended before a request
---@return string? peer address of the client
function instance:refused() end

---@return integer
function instance:port() end

---@return integer requests begun and not yet answered to the end
function instance:busy() end

---@return integer open connections
function instance:connections() end

--- Accept no more connections; open ones end with their next answer.
function instance:quiesce() end

--- Cut everything.
function instance:close() end

---@class host.server.Request
local request = {}

---@return string
function request:method() end

---@return string path and query as they came, nothing decoded
function request:target() end

---@param name string
---@return string? value
function request:header(name) end

---@return string
function request:body() end

---@return string address of the client
function request:peer() end

---@return "too_large"|"full"|"no_host"|nil what is wrong with it; there is no body then
function request:trouble() end

--- Answers, once. A client that is gone is no failure.
---@param status integer
---@param headers? string[] name, value, name, value ...
---@param body? string
---@return true? ok, string? message, string? code
function request:reply(status, headers, body) end

---@param options host.server.Options
---@return host.server.Server? server
---@return string? message, string? code "busy": another program listens there
function server.listen(options) end

return server
