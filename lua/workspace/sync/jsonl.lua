--- A folder as destination: a file of JSON lines a stream, replaced whole at each commit.
---
--- Beside the files lies .revos/: state.json, what a run has staged (stage/), and files that are
--- on their way (new/). A commit makes the new file, then writes state.json with the state and a
--- pending rename: from there on the records are in. Who is killed between the two renames is
--- caught up by the next run.
local fs = require("host.fs")
local json = require("host.json")
local merge = require("workspace.sync.jsonl_merge")
local stage = require("workspace.sync.stage")

local jsonl = {}
jsonl.__index = jsonl

local CHUNK = 1024 * 1024

local function load(self)
  local path = self.hidden .. "/state.json"
  if not fs.exists(path) then
    self.document = json.new_object({ { "connection", self.connection }, { "count", 0 },
      { "files", json.new_object() }, { "streams", json.new_object() } })
    return true
  end
  local text, message, code = fs.read(path)
  if not text then
    return nil, message, code
  end
  local document = json.decode(text)
  if not json.is_object(document) or not json.is_object(document.streams)
    or not json.is_object(document.files) or math.type(document.count) ~= "integer" then
    return nil, path .. ": is no state of a sync", "invalid"
  end
  self.document = document
  return true
end

local function save(self)
  return fs.write(self.hidden .. "/state.json", json.encode(self.document, { indent = 2 }) .. "\n")
end

-- The rename that a killed run had still to do; then what it had not committed goes.
local function catch_up(self)
  local pending = self.document.pending
  local from = json.is_object(pending) and self.hidden .. "/new/" .. pending.from
  if from and fs.exists(from) then
    local ok, message, code = fs.rename(from, self.folder .. "/" .. pending.to)
    if not ok then
      return nil, message, code
    end
    fs.sync(self.folder)
  end
  for _, name in ipairs({ "stage", "new" }) do
    local path = self.hidden .. "/" .. name
    if fs.exists(path) then
      fs.remove_tree(path)
    end
    local ok, message, code = fs.mkdir(path, { parents = true })
    if not ok then
      return nil, message, code
    end
  end
  return true
end

local function prepare(self)
  local ok, message, code = fs.mkdir(self.hidden, { parents = true })
  if not ok then
    return nil, message, code
  end
  self.lock, message, code = fs.lock(self.hidden .. "/lock")
  if not self.lock and code == "busy" then
    return nil, self.folder .. ": another sync writes into it", "busy", { status = 5 }
  elseif not self.lock then
    return nil, message, code
  end
  ok, message, code = load(self)
  if ok then
    ok, message, code = catch_up(self)
  end
  return ok, message, code
end

--- Opens the folder, made when it is missing.
---@param options {path:string, connection:string, known:fun(id:string):boolean} `known`: is
---  there a connection of this id
---@return table|nil destination
---@return string|nil message
---@return string|nil code
---@return table|nil details
function jsonl.open(options)
  local self = setmetatable({ folder = options.path, hidden = options.path .. "/.revos",
    connection = options.connection, staged = {} }, jsonl)
  local ok, message, code, details = prepare(self)
  local owner = ok and self.document.connection
  if ok and owner ~= self.connection and options.known(owner) then
    ok, message, code = nil, ("%s: belongs to another connection (%s)"):format(self.folder,
      tostring(owner)), "conflict"
  end
  if not ok then
    self:close()
    return nil, message, code, details
  elseif owner ~= self.connection then
    self.document.connection, self.document.streams = self.connection, json.new_object()
  end
  return self
end

-- A file name that is safe on every system and tells streams apart.
local function file_name(stream)
  local safe = stream:gsub("[^%w._-]", function(c)
    return ("%%%02x"):format(c:byte())
  end)
  return (safe:gsub("^%.", "%%2e")) .. ".jsonl"
end

--- Prepares a stream.
---@param stream table {name, write, incremental, primary_key}
---@return boolean|nil ok
---@return string|nil message
---@return string|nil code
function jsonl:begin(stream)
  local file = file_name(stream.name)
  local path = self.folder .. "/" .. file
  local entry = self.document.streams[stream.name]
  if fs.exists(path) and not self.document.files[file] then
    return nil, path .. ": is there already and was not written by a sync", "exists"
  elseif entry and not fs.exists(path) then
    json.remove(self.document.streams, stream.name) -- the data is gone, so its state is
  end
  self.staged[stream.name] = { path = path, file = file, lines = {}, bytes = 0, count = 0,
    stage = self.hidden .. "/stage/" .. file, latest = {}, dropped = {} }
  return true
end

--- The state that the last commit of a stream took along.
function jsonl:state(name)
  local entry = self.document.streams[name]
  local state = entry and entry.state
  return state ~= json.null and state or nil
end

local function flush(one)
  if one.bytes == 0 then
    return true
  end
  local text = table.concat(one.lines)
  one.lines, one.bytes = {}, 0
  return fs.append(one.stage, text)
end

--- Takes a record.
---@param stream table
---@param data string JSON of the record
---@return boolean|nil ok
---@return string|nil message
---@return string|nil code
function jsonl:add(stream, data)
  local one = self.staged[stream.name]
  one.count = one.count + 1
  if stream.write == "append_dedup" then
    local key = stage.key(data, stream.primary_key)
    if key then
      one.dropped[one.latest[key] or 0] = true
      one.latest[key] = one.count
    end
  end
  one.lines[#one.lines + 1] = data
  one.lines[#one.lines + 1] = "\n"
  one.bytes = one.bytes + #data + 1
  return one.bytes < CHUNK and true or flush(one)
end

-- The new content of a stream's file, in a file of its own that has reached the disk.
local function make(stream, one, target)
  local ok, message, code = flush(one)
  if ok and not fs.exists(one.stage) then
    ok, message, code = fs.write(one.stage, "")
  end
  if not ok then
    return nil, message, code
  elseif stream.write == "append_dedup" then
    return merge(one, stream.primary_key, target)
  end
  local parts = { one.stage }
  if stream.write == "append" and fs.exists(one.path) then
    table.insert(parts, 1, one.path)
  end
  return fs.join(target, parts)
end

-- `from` is the file on its way, nil when there is none.
local function note(self, stream, one, from, state)
  local document = self.document
  document.files[one.file] = true
  local before = document.streams[stream.name]
  document.streams[stream.name] = json.new_object({ { "file", one.file },
    { "state", state or (stream.incremental and before and before.state) or json.null } })
  document.pending = from and json.new_object({ { "from", from }, { "to", one.file } })
    or json.null
  return save(self)
end

--- Puts what was added before readers, and the state with it.
---@param stream table
---@param state any|nil
---@return boolean|nil ok
---@return string|nil message
---@return string|nil code
function jsonl:commit(stream, state)
  local one = self.staged[stream.name]
  if one.count == 0 and stream.write ~= "overwrite" and fs.exists(one.path) then
    return note(self, stream, one, nil, state)
  end
  self.document.count = self.document.count + 1
  local from = tostring(self.document.count)
  local target = self.hidden .. "/new/" .. from
  local ok, message, code = make(stream, one, target)
  if ok then
    ok, message, code = note(self, stream, one, from, state)
  end
  if ok then
    ok, message, code = fs.rename(target, one.path)
  end
  if not ok then
    return nil, message, code
  end
  fs.sync(self.folder)
  self:discard(stream)
  return true
end

--- Drops what was added and not committed.
function jsonl:discard(stream)
  local one = self.staged[stream.name]
  one.lines, one.bytes, one.count, one.latest, one.dropped = {}, 0, 0, {}, {}
  if fs.exists(one.stage) then
    fs.remove(one.stage)
  end
end

function jsonl:close()
  if self.lock then
    self.lock:close()
  end
end

return jsonl
