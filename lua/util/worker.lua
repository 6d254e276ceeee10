--- Somebody else's Lua in a process of its own: confined by the kernel, with nothing of our
--- environment, and limits on time, memory and output. Data goes in and comes out as JSON.
local json = require("host.json")

local worker = {}

-- Seconds: of processor time for one piece of code, of patience with a whole run.
local PIECE_SECONDS = 3
worker.PATIENCE = 60
local MEMORY = 512 * 1024 * 1024
local MAX_OUTPUT = 64 * 1024 * 1024
local MARK = "now: "

-- What each kind of work is done by: a module with a function `serve(kind, request)`.
local workers = {
  ["policies.find"] = "policy.work",
  ["policies.run"] = "policy.work",
  ["policies.test"] = "policy.work",
  ["template.load"] = "scaffold.work",
  ["template.fill"] = "scaffold.work",
  ["template.cases"] = "scaffold.work",
  ["template.match"] = "scaffold.work",
}

-- SIGXCPU and SIGPROF: out of processor time.
local out_of_time = { [24] = true, [27] = true }

-- Whose code ran last.
local function last_of(stderr)
  local found
  for line in stderr:gmatch("[^\n]+") do
    found = line:sub(1, #MARK) == MARK and line:sub(#MARK + 1) or found
  end
  return found
end

local function stopped(culprit, why)
  return nil, ("%s: stopped: it %s"):format(culprit or "a script", why), "script", culprit
end

local function verdict(result)
  local reply = json.decode(result.stdout)
  if json.is_object(reply) and result.status == 0 then
    if reply.message ~= nil then
      return nil, reply.message, reply.code
    end
    return reply.value
  end
  local culprit = last_of(result.stderr)
  if out_of_time[result.signal] then
    return stopped(culprit, "runs for too long")
  elseif not culprit and not result.signal then
    return nil, "a confined process did not work: " .. result.stderr:sub(1, 500), "internal"
  end
  return stopped(culprit, "needs too much memory")
end

-- What a run may need grows with what it is given.
local function limits_of(input)
  local megabytes = #input >> 20
  local seconds = worker.PATIENCE // 2 + 2 * megabytes
  return { cpu = seconds, timeout = 2 * seconds, memory = (2 << 30) + 16 * #input }
end

--- Let a child process do a piece of work.
---@param kind string a key of the table above
---@param request table goes as JSON
---@return any value, string|nil message, string|nil code
---@return string|nil culprit whose code had to be ended, as given to `worker.now`
function worker.call(kind, request)
  local input = json.encode(request)
  local limits = limits_of(input)
  local process = require("host.process")
  local result, message, code, partial = process.run({
    argv = { require("util.place").program(), "worker", kind },
    input = input,
    clear_env = true,
    -- the options of a build with sanitizers, and what tests take away
    env = {
      ASAN_OPTIONS = process.getenv("ASAN_OPTIONS"),
      REVOS_TEST_NO_SECCOMP = process.getenv("REVOS_TEST_NO_SECCOMP"),
      REVOS_TEST_NO_LANDLOCK = process.getenv("REVOS_TEST_NO_LANDLOCK"),
    },
    directory = "/",
    cpu = limits.cpu,
    memory = limits.memory,
    timeout = limits.timeout,
    max_output = MAX_OUTPUT,
  })
  if result then
    return verdict(result)
  elseif code == "timeout" then
    return stopped(last_of(partial.stderr), "runs for too long")
  elseif code == "limit" then
    return stopped(last_of(partial.stderr), "says too much")
  end
  return nil, message, code
end

--- In the child: from here on it only computes. Before anything of the request is read.
---@param kind string
---@return true|nil ok, string|nil message, string|nil code
function worker.prepare(kind)
  local script = require("host.script")
  require(workers[kind])
  local active, message, code = script.confine()
  if not active then
    return nil, message, code
  end
  return true
end

--- In the child: do the work and give the reply as a JSON value.
---@param kind string
---@param text string the request
---@return table|nil reply { value } or { message, code }, string|nil message, string|nil code
function worker.serve(kind, text)
  local script = require("host.script")
  script.limit_memory(MEMORY + 16 * #text)
  local request, problem = json.decode(text, { max_size = MAX_OUTPUT })
  if not json.is_object(request) then
    return nil, "standard input:" .. (problem or " not a JSON object"), "syntax"
  end
  local value, message, code = require(workers[kind]).serve(kind, request)
  script.limit_time(0)
  if value == nil then
    return json.new_object({ { "message", message }, { "code", code } })
  end
  return json.new_object({ { "value", value } })
end

--- In the child: tell whose code runs next, for the message when it has to be stopped.
---@param name string
function worker.now(name)
  require("host.script").limit_time(PIECE_SECONDS)
  require("host.term").error(MARK .. name .. "\n")
end

worker.kinds = workers

return worker
