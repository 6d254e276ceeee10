--- Somebody else's Lua in a process of its own, with limits on time and memory.
local json = require("host.json")

local worker = {}

local CPU_SECONDS = 10
local WALL_SECONDS = 20
local MEMORY_BYTES = 1 << 30

-- What each kind of work is done by: a module with a function `work(request)`.
local workers = {
  ["policies.find"] = "policy.work",
  ["policies.run"] = "policy.work",
  ["policies.test"] = "policy.work",
  ["template.load"] = "scaffold.work",
  ["template.fill"] = "scaffold.work",
  ["template.match"] = "scaffold.work",
}

local function last_line(text)
  return text:match("([^\n]+)\n?$") or "a script"
end

local function verdict(result)
  local reply = json.decode(result.stdout)
  if json.is_object(reply) then
    if reply.message ~= nil then
      return nil, reply.message, reply.code
    end
    return reply.value
  end
  return nil, ("%s: stopped: it needs too much time or memory"):format(last_line(result.stderr)),
    "script"
end

--- Let a child process do a piece of work.
---@param kind string a key of the table above
---@param request table goes as JSON
---@return any value, string|nil message, string|nil code
function worker.call(kind, request)
  local result, message, code = require("host.process").run({
    argv = { require("util.place").program(), "worker", kind },
    input = json.encode(request),
    cpu = CPU_SECONDS,
    memory = MEMORY_BYTES,
    timeout = WALL_SECONDS,
  })
  if result then
    return verdict(result)
  elseif code == "timeout" then
    return nil, "stopped: a policy or template runs for too long", "script"
  end
  return nil, message, code
end

--- In the child: do the work and give the reply as a JSON value.
---@return table reply { value } or { message, code }
function worker.serve(kind, request)
  local value, message, code = require(workers[kind]).work(kind, request)
  if value == nil then
    return json.new_object({ { "message", message }, { "code", code } })
  end
  return json.new_object({ { "value", value } })
end

--- In the child: tell whose code runs next, for the message when it has to be stopped.
function worker.now(name)
  require("host.term").error(name .. "\n")
end

worker.kinds = workers

return worker
