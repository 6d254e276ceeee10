--- The log: one JSON object a line on standard error. Tokens, bodies and queries never get there.
local json = require("host.json")
local term = require("host.term")
local time = require("util.time")

local log = {}
log.__index = log

---@param options {quiet:boolean|nil, write:(fun(line:string))|nil}|nil quiet: only what is wrong
---@return table
function log.new(options)
  options = options or {}
  return setmetatable({ quiet = options.quiet, put = options.write or term.error }, log)
end

--- One line.
---@param level "info"|"warn"|"error"
---@param fields table[] {name, value} pairs; a value that is nil is left out
function log:write(level, fields)
  if self.quiet and level == "info" then
    return
  end
  local members = { { "time", time.rfc3339() }, { "level", level } }
  for _, field in ipairs(fields) do
    if field[2] ~= nil then
      members[#members + 1] = field
    end
  end
  self.put(json.encode(json.new_object(members)) .. "\n")
end

-- Put together by hand: there are thousands of these in a second.
local LINE = '{"time":"%s","level":"%s","method":%s,"path":%s,"status":%d,"bytes":%d,'
  .. '"milliseconds":%.3f,"peer":"%s"%s}\n'

--- One line about a request that is answered.
---@param ctx table the call
---@param answer table
---@param seconds number
function log:request(ctx, answer, seconds)
  if self.quiet then
    return
  end
  self.put(LINE:format(time.rfc3339(), answer.status >= 500 and "error" or "info",
    json.encode(ctx.call.method), json.encode(ctx.call.path), answer.status, #answer.body,
    seconds * 1000, ctx.call.peer, ctx.bearer and (',"token":"%s"'):format(ctx.bearer.id) or ""))
end

return log
