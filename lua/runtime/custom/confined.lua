--- A run whose connector has a components.lua: in a child process, which confines itself before the
--- first line of that file is read (custom/child.lua). Files are read, and written, by this side.
---
--- The child gets one request on its standard input: a line of JSON, { numbers and switches,
--- blocks = { { name, length }, ... } }, and the bytes of the blocks. Its messages go to our
--- standard output as they are, or to the sink. On its standard error, a line "config: {...}" is a
--- config to be kept; "@cut" among the messages says that a slice has been cut short.
local fs = require("host.fs")
local json = require("host.json")
local process = require("host.process")
local scheduler = require("runtime.scheduler")

local confined = {}

local MEMORY = 4 << 30
local CPU = 24 * 3600
local MAX_LINE = 512 * 1024 * 1024
local STUCK = 75
local PATIENCE = 10 -- seconds that a run may need to end after its time is up

-- The whole environment of the child, where it is set here: proxies, authorities, test clocks.
local VARIABLES = {
  "http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY",
  "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR", "ASAN_OPTIONS", "REVOS_TEST_NOW",
  "REVOS_TEST_CLOCK", "REVOS_TEST_SLEEPS", "REVOS_TEST_NO_SECCOMP", "REVOS_TEST_NO_LANDLOCK",
}

local function environment()
  local env = {}
  for _, name in ipairs(VARIABLES) do
    env[name] = process.getenv(name)
  end
  return env
end

-- The schemas of the connector: `schemas`, and files beside the manifest.
local function add_schemas(list, folder)
  list[#list + 1] = folder .. "/schemas"
  for _, name in ipairs(fs.list(folder) or {}) do
    if name:find("%.json$") and fs.kind(folder .. "/" .. name) == "file" then
      list[#list + 1] = folder .. "/" .. name
    end
  end
end

local function readable(folder)
  local list = require("util.confinement").reads()
  add_schemas(list, folder)
  return list
end

-- Files that the manifest itself lets come: those of a FileUploader.
local function writable(self, manifest)
  local list = {}
  if manifest and manifest:find("file_uploader", 1, true) then
    local folder = require("runtime.components.FileUploader").folder()
    fs.mkdir(folder, { parents = true })
    list[1] = folder
    self:add("staging", folder)
  end
  local sleeps = process.getenv("REVOS_TEST_SLEEPS")
  list[#list + 1] = sleeps and (sleeps:match("^(.*)/[^/]*$") or ".")
  return list
end

local request = {}
request.__index = request

function request:add(name, text)
  self.names[#self.names + 1] = json.new_array({ name, #text })
  self.texts[#self.texts + 1] = text
end

--- A file that is read for the child: its text, or why there is none.
function request:add_file(name, path)
  local text, message = fs.read(path)
  self:add("path " .. name, path)
  self:add((text and "text " or "error ") .. name, text or message)
  return text
end

function request:bytes()
  self.head.blocks = json.new_array(self.names)
  return json.encode(self.head) .. "\n" .. table.concat(self.texts)
end

-- Documents as files; the manifest's text.
local function add_files(self, arguments)
  local manifest
  for _, name in ipairs({ "manifest_path", "config", "catalog", "state" }) do
    if arguments[name] then
      local text = self:add_file(name, arguments[name])
      manifest = name == "manifest_path" and text or manifest
    end
  end
  self.config_path = arguments.config
  return manifest
end

-- Documents that the caller has read already.
local function add_given(self, given)
  self:add("given manifest", given.text)
  self:add("given name", given.name)
  for _, name in ipairs({ "config", "catalog", "state" }) do
    if given[name] ~= nil then
      self:add("given " .. name, json.encode(given[name]))
    end
  end
  self.head.given, self.head.sealed = true, given.sealed
  self.head.max_pages, self.head.request_timeout = given.max_pages, given.request_timeout
  self.config_path = given.config_path
  return given.text
end

local function new_request(command, arguments, components)
  local self = setmetatable({ head = json.new_object(), names = {}, texts = {} }, request)
  self.head.command, self.head.debug = command, arguments.debug or false
  self.head.no_retries, self.head.deadline = arguments.no_retries, scheduler.limits.deadline
  self:add("folder", components.folder)
  if scheduler.limits.deadline then
    self:add("timeout", scheduler.limits.timeout.message)
  end
  self:add_file("components", components.path)
  self:add("shown", components.shown or components.path)
  if fs.kind(components.python) == "file" then
    self:add_file("python", components.python)
  end
  local manifest = (arguments.given and add_given or add_files)(self, arguments.given or arguments)
  manifest = not self.head.sealed and manifest or nil
  for _, path in ipairs(readable(components.folder)) do
    self:add("read", path)
  end
  for _, path in ipairs(writable(self, manifest)) do
    self:add("write", path)
  end
  self.head.keeps_config = self.config_path ~= nil
  return self
end

-- Complete lines out of pieces, as `take(text)` gets them.
local function lines(take)
  local parts, size = {}, 0
  return function(piece)
    local last = piece:match(".*()\n")
    if last then
      parts[#parts + 1] = piece:sub(1, last)
      local text = table.concat(parts)
      parts, size = { piece:sub(last + 1) }, #piece - last
      return take(text)
    end
    parts[#parts + 1] = piece
    size = size + #piece
    return size <= MAX_LINE
  end, function()
    return table.concat(parts)
  end
end

local CUT = "@cut\n"

-- Messages for the sink; false once nothing more is wanted.
local function to_sink(arguments)
  local sink, may_cut = arguments.sink, arguments.given.max_pages ~= nil
  return function(text)
    local at = may_cut and ("\n" .. text):find("\n" .. CUT, 1, true)
    if at then
      sink(text:sub(1, at - 1))
      scheduler.limits.cut = true
      text = text:sub(at + #CUT)
    end
    sink(text)
    return not scheduler.limits.stop
  end
end

-- What the child says on its standard error.
local function hear(config_path)
  return function(text)
    for line in text:gmatch("[^\n]*\n") do
      local config = line:match("^config: (.*)\n$")
      if config and config_path then
        fs.write(config_path, config)
      else
        require("host.term").error(line)
      end
    end
  end
end

local function why(result)
  if result.status == STUCK or result.signal == 24 then
    return "it runs for too long"
  elseif result.signal == 9 or result.status == 70 then
    return "it needs too much memory"
  end
  return result.signal and "signal " .. result.signal or "status " .. result.status
end

-- A child that did not end by itself: told as the run would have.
local function report(arguments, path, reason)
  local term = require("host.term")
  local messages = require("runtime.messages").new({ sink = arguments.sink })
  if not arguments.sink then
    term.write("\n") -- its last line may be without an end
  end
  local text = ("%s: stopped: %s"):format(path, reason)
  messages:log("FATAL", text)
  messages:error({ message = text, internal = text, type = "system_error" })
  return 1
end

local function start(made, arguments)
  local on_error, rest = lines(hear(made.config_path))
  local deadline = scheduler.limits.deadline
  local result, message, code = process.run({
    argv = { require("util.place").program(), "component-worker" },
    input = made:bytes(),
    clear_env = true,
    env = environment(),
    helper = true,
    keep_output = not arguments.sink,
    on_output = arguments.sink and lines(to_sink(arguments)) or nil,
    on_error = on_error,
    cpu = CPU,
    memory = MEMORY,
    timeout = deadline and deadline - require("host.clock").monotonic() + PATIENCE,
  })
  require("host.term").error(rest())
  return result, message, code
end

--- Run a command of the protocol there.
---@param command string
---@param arguments table as of runtime.protocol
---@param components table path, folder, python (the path of Python beside it)
---@return integer status
function confined.run(command, arguments, components)
  local made = new_request(command, arguments, components)
  if arguments.sink then
    made.head.piped = true
  end
  local result, message, code = start(made, arguments)
  if result and result.status < 2 then
    return result.status
  elseif process.interrupted() or scheduler.limits.stop then
    return 1
  elseif code == "timeout" then
    return 1
  end
  return report(arguments, components.shown or components.path,
    result and why(result) or message)
end

return confined
