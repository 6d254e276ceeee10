--- One writer a project. The kernel holds the lock, so it ends with its process and is
--- never stale; a record beside it tells the others who holds it and since when.
local clock = require("host.clock")
local fs = require("host.fs")
local json = require("host.json")
local process = require("host.process")
local store = require("workspace.store")
local time = require("util.time")

local lock = {}
lock.__index = lock

local function host_name()
  local name = process.getenv("HOSTNAME") or fs.read("/proc/sys/kernel/hostname", 256)
  return name and name:match("^%s*(.-)%s*$") or "unknown"
end

local function holder(root)
  local record = store.read(store.path(root, "lock.json"))
  if not record then
    return "another run"
  end
  local age = type(record.since) == "number" and time.age(clock.now() - record.since) or "?"
  return ("'revos %s' of %s on %s (process %s), for %s"):format(tostring(record.command),
    tostring(record.user), tostring(record.host), tostring(record.pid), age)
end

--- Takes the lock of a project.
---@param root string the project's folder
---@param command string what is being run, for the others' message
---@return table|nil lock
---@return string|nil message who holds it
---@return string|nil code
function lock.take(root, command)
  local folder, message, code = store.folder(root)
  if not folder then
    return nil, message, code
  end
  local handle
  handle, message, code = fs.lock(store.path(root, "lock"))
  if not handle and code == "busy" then
    return nil, ".revos/lock: held by " .. holder(root), "busy",
      { hint = "wait until it is done; the lock ends with its process", status = 5 }
  elseif not handle then
    return nil, message, code
  end
  local record = json.new_object({
    { "command", command },
    { "user", process.getenv("USER") or process.getenv("LOGNAME") or "unknown" },
    { "host", host_name() },
    { "pid", process.pid and process.pid() or 0 },
    { "since", math.floor(clock.now()) },
  })
  store.write(store.path(root, "lock.json"), record)
  return setmetatable({ handle = handle, root = root }, lock)
end

--- Gives it back.
function lock:release()
  local record = store.path(self.root, "lock.json")
  if fs.exists(record) then
    fs.remove(record)
  end
  self.handle:close()
end

return lock
