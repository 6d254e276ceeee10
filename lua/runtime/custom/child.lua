--- The child of custom/confined.lua: reads its request, opens what it needs, gives up all else, and
--- runs the command.
local json = require("host.json")
local term = require("host.term")

local child = {}

-- The head of a request, its blocks by name, and the lists `read` and `write`.
local function parse(bytes)
  local line, at = bytes:match("^([^\n]*)\n()")
  local head = json.decode(line or "")
  if not json.is_object(head) then
    return nil
  end
  local blocks, lists = {}, { read = {}, write = {} }
  for _, block in ipairs(head.blocks) do
    local name, text = block[1], bytes:sub(at, at + block[2] - 1)
    at = at + block[2]
    if lists[name] then
      table.insert(lists[name], text)
    else
      blocks[name] = text
    end
  end
  return head, blocks, lists
end

local function components_of(blocks)
  return {
    path = blocks.shown,
    text = blocks["text components"],
    python = blocks["path python"],
    python_text = blocks["text python"],
  }
end

local function given_of(head, blocks)
  local value, doc = require("util.json_places").decode(blocks["given manifest"],
    blocks["given name"])
  local given = {
    manifest = value,
    doc = doc,
    name = blocks["given name"],
    folder = blocks.folder,
    sealed = head.sealed,
    max_pages = head.max_pages,
    request_timeout = head.request_timeout,
  }
  for _, name in ipairs({ "config", "catalog", "state" }) do
    local text = blocks["given " .. name]
    given[name] = text and json.decode(text)
  end
  return given
end

-- Reads what the parent has read.
local function reader(blocks)
  local texts, problems = {}, {}
  for name, path in pairs(blocks) do
    local file = name:match("^path (.*)$")
    if file then
      texts[path], problems[path] = blocks["text " .. file], blocks["error " .. file]
    end
  end
  return function(path)
    return texts[path], problems[path]
  end
end

local function arguments_of(head, blocks)
  local arguments = {
    debug = head.debug,
    no_retries = head.no_retries,
    components = components_of(blocks),
    read = reader(blocks),
    staging = blocks.staging,
    given = head.given and given_of(head, blocks) or nil,
  }
  for _, name in ipairs({ "manifest_path", "config", "catalog", "state" }) do
    arguments[name] = blocks["path " .. name]
  end
  if head.keeps_config then
    function arguments.save_config(text)
      term.error("config: " .. text .. "\n")
    end
  end
  return arguments
end

-- Messages into a pipe, at once; that a slice was cut short is told before what follows.
local function piped(limits)
  local told = false
  return function(text)
    if limits.cut and not told then
      told = true
      term.write("@cut\n")
    end
    term.write(text)
    term.flush()
  end
end

local function set_deadline(limits, deadline, text)
  if deadline then
    limits.deadline = deadline
    limits.timeout = require("runtime.failure").new({ message = text })
  end
end

-- The classes of revos are their own __index. From here on an object shows its methods, not the
-- class that holds them for all others.
local function hide_classes()
  local set = setmetatable
  local function view(class)
    local methods = {}
    for name, method in next, class do
      methods[name] = name:sub(1, 2) ~= "__" and method or nil
    end
    return set(methods, getmetatable(class))
  end
  rawset(_G, "setmetatable", function(value, meta)
    if meta and rawget(meta, "__index") == meta then
      meta.__index = view(meta)
    end
    return set(value, meta)
  end)
end

--- @return integer|nil status, string|nil message, string|nil code
function child.serve()
  local head, blocks, lists = parse(term.read_all() or "")
  if not head then
    return nil, "standard input: no request", "syntax"
  end
  local ok, message, code = require("util.confinement").enter({ reads = lists.read,
    writes = lists.write }, head.command ~= "spec")
  if not ok then
    return nil, message, code
  end
  hide_classes()
  local limits = require("runtime.scheduler").limits
  set_deadline(limits, head.deadline, blocks["timeout"])
  local arguments = arguments_of(head, blocks)
  arguments.sink = head.piped and piped(limits) or nil
  local status = require("runtime.protocol").run(head.command, arguments)
  term.flush()
  return status
end

return child
