---@meta host.http
--- HTTP requests, many at a time. libcurl is opened by the first one.
---
--- ```lua
--- local http = require("host.http")
--- local answer, message, code = http.request({
---   url = "http://127.0.0.1:9/items", query = { page = 1 }, headers = { Accept = "application/json" },
---   timeout = 5,
--- })
--- if not answer then
---   assert(code == "network" and message:find("127.0.0.1"))
--- elseif answer.status == 200 then
---   local items = require("host.json").decode(answer.body)
--- end
--- ```
local http = {}

---@class host.http.Options
---@field method? string "GET" by default
---@field url string
---@field query? table mapping, or list of { name, value }; a list as value repeats the name
---@field headers? table mapping, or list of { name, value }; names may repeat
---@field body? string with any method
---@field timeout? number seconds for all of it
---@field connect_timeout? number seconds to reach the server, with TLS
---@field read_timeout? number seconds of silence
---@field follow? boolean follow up to 30 redirects; true by default
---@field keepalive? boolean probe the connection: after 60 s, then every 10 s
---@field once? boolean never send it twice: not even when an idle connection turns out to be closed
---@field max_body? integer bytes of the answer after decoding; more is "limit"
---@field sensitive? string[] headers that never follow a redirect to another origin; those named after keys, tokens, cookies and so on never do

---@class host.http.Answer
---@field status integer
---@field reason string the words after the status, "" for none
---@field header string as it came, "Name: value" on each line
---@field headers table list of { name, value }; also by name in lower case, repeated ones joined by ", "; made when it is asked for
---@field bytes host.http.Body decoded from gzip and deflate
---@field body string the same, made when it is asked for
---@field url string where the answer came from, after redirects
---@field redirects integer
---@field sets_cookies boolean whether one of the headers is a Set-Cookie
---@field transfer host.http.Transfer where all that is told on demand is kept

--- The bytes of a body outside of Lua's memory: `#bytes` is their number. host.records takes it
--- in place of a string and releases it with its page.
---@class host.http.Body
local bytes = {}

---@return string
function bytes:text() end

---@param text string
---@return boolean
function bytes:starts(text) end

---@param text string
---@return boolean
function bytes:contains(text) end

---@class host.http.Transfer
local transfer = {}

--- Codes: network tls timeout cancelled limit invalid. Raises while it runs.
---@return host.http.Answer? answer, string? message, string? code
function transfer:result() end

--- Stop it; its result is then "cancelled". http.wait does not give it.
function transfer:cancel() end

--- Begin to open libcurl, beside what comes before the first request: it takes five milliseconds.
---@param brief? boolean the process ends soon: memory need not be given back
function http.prepare(brief) end

--- Open libcurl now: for a process that will not be able to.
---@return true|nil ok, string? message, string? code
function http.open() end

---@param options host.http.Options
---@return host.http.Transfer? transfer, string? message, string? code "invalid": cannot be sent
function http.start(options) end

--- What many requests have in common: checked and made ready once.
---@class host.http.Outline
local outline = {}

---@param url string
---@param body? string
---@param reader? host.records.Reader that will open `bytes` of the answer: it is scanned as it comes
---@return host.http.Transfer? transfer, string? message, string? code "invalid": cannot be sent
function outline:start(url, body, reader) end

---@param options host.http.Options without `url`, `query` and `body`
---@return host.http.Outline? outline, string? message, string? code "invalid": cannot be sent
function http.outline(options) end

--- Wait until something is finished.
---@param seconds? number at most; without it until something is. With nothing on its way: sleep
---@return host.http.Transfer[]? finished each one once; empty: the time is up
---@return string? message, string? code "cancelled": a signal came
function http.wait(seconds) end

--- Send one request and wait for its answer. 4xx and 5xx are answers.
---@param options host.http.Options
---@return host.http.Answer? answer, string? message, string? code
function http.request(options) end

---@param text string
---@return string quoted for a query or a form: a space is "+"
function http.quote(text) end

---@param query string of a URL
---@param name string
---@return string? value the first one that is not empty, decoded
function http.query_value(query, name) end

---@param url string
---@return boolean ready it is sent as it stands, but for a query to be added: a host in lower case, no user, no fragment, nothing that would have to be quoted
---@return boolean has_query
function http.is_ready(url) end

---@param head string `header` of an answer
---@param name string in any case
---@return string? value several are joined by ", "
function http.header(head, name) end

return http
