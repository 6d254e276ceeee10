--- What a sync leaves behind, also when it ends in the middle: the same for both destinations.
local fs = require("host.fs")
local json = require("host.json")
local sync = require("workspace.sync.run")

local CATALOG = json.decode([=[{"streams":[
  {"stream":{"name":"users","json_schema":{"properties":{"id":{},"name":{}}}},
   "sync_mode":"SYNC","destination_sync_mode":"WRITE","primary_key":[["id"]]}]}]=])

local function catalog(how, write)
  local copy = json.copy(CATALOG)
  copy.streams[1].sync_mode, copy.streams[1].destination_sync_mode = how, write
  return copy
end

local function record(id, name)
  return ('{"type":"RECORD","record":{"stream":"users","data":{"id":%s,"name":"%s"},'
    .. '"emitted_at":1700000000000}}'):format(id, name)
end

local function state(cursor)
  return ('{"type":"STATE","state":{"type":"STREAM","stream":{"stream_descriptor":'
    .. '{"name":"users"},"stream_state":{"at":%d}}}}'):format(cursor)
end

local function status(text)
  return ('{"type":"TRACE","trace":{"type":"STREAM_STATUS","stream_status":{"stream_descriptor":'
    .. '{"name":"users"},"status":"%s"}}}'):format(text)
end

local kinds = {
  jsonl = {
    path = "out",
    rows = function(path)
      local rows = {}
      for line in (fs.read(path .. "/users.jsonl") or ""):gmatch("[^\n]+") do
        local value = json.decode(line)
        rows[#rows + 1] = ("%s=%s"):format(tostring(value.id), value.name)
      end
      return table.concat(rows, " ")
    end,
  },
  sqlite = {
    path = "out.db",
    rows = function(path)
      local db, rows = require("host.sqlite").open(path), {}
      db:query("PRAGMA trusted_schema = ON") -- as other programs have it: the view calls JSON
      for i, row in ipairs(db:query("SELECT id, name FROM users") or {}) do
        rows[i] = ("%s=%s"):format(row.id, row.name)
      end
      db:close()
      return table.concat(rows, " ")
    end,
  },
}

local function open(kind, path, connection)
  return require("workspace.sync." .. kind).open({ path = path, connection = connection or "k",
    known = function(id) return id == "k" end })
end

-- Runs lines through a new run. Gives its destination, still open, and the run.
local function run(kind, path, configured, lines, ends)
  local destination = assert(open(kind, path))
  local one = sync.new({ destination = destination, configured = configured, pause = 0,
    log = function() end })
  assert(one:begin())
  local before = one:state()
  for _, line in ipairs(lines) do
    one:take(line)
  end
  assert(not one.failed, one.failed and one.failed.message)
  if ends ~= false then
    one:finish()
    destination:close()
  elseif destination.lock then
    destination.lock:close() -- as the end of a killed process does
  else
    destination.db:close()
  end
  return before[1] and before[1].stream.stream_state.at, one
end

local function each(check)
  return function(t)
    for kind, facts in pairs(kinds) do
      local folder = fs.temp_directory("sync")
      local path = folder .. "/" .. facts.path
      local ok, message = pcall(check, t, kind, path, function()
        return facts.rows(path)
      end)
      fs.remove_tree(folder)
      if not ok then
        error(("%s: %s"):format(kind, tostring(message)), 0)
      end
    end
  end
end

return {
  ["a full refresh replaces everything, and only when it is whole"] = each(
    function(t, kind, path, rows)
      local how = catalog("full_refresh", "overwrite")
      run(kind, path, how, { record(1, "a"), record(2, "b"), status("COMPLETE"), state(1) })
      t.equal(rows(), "1=a 2=b")
      run(kind, path, how, { record(3, "c"), state(1), status("INCOMPLETE") })
      t.equal(rows(), "1=a 2=b")
      run(kind, path, how, { record(3, "c") }, false)
      t.equal(rows(), "1=a 2=b")
      run(kind, path, how, { record(3, "c"), status("COMPLETE") })
      t.equal(rows(), "3=c")
      run(kind, path, how, { status("COMPLETE") })
      t.equal(rows(), "")
    end),
  ["a full refresh can be appended"] = each(function(t, kind, path, rows)
    local how = catalog("full_refresh", "append")
    run(kind, path, how, { record(1, "a"), status("COMPLETE") })
    t.equal(run(kind, path, how, { record(1, "a"), state(9), status("COMPLETE") }), nil)
    t.equal(rows(), "1=a 1=a")
    t.equal(run(kind, path, how, {}), nil)
  end),
  ["an incremental read goes on from the state that its records brought"] = each(
    function(t, kind, path, rows)
      local how = catalog("incremental", "append")
      t.equal(run(kind, path, how, { record(1, "a"), state(1), record(2, "b") }, false), nil)
      t.equal(rows(), "1=a")
      t.equal(run(kind, path, how, { record(2, "b"), state(2), status("COMPLETE") }), 1)
      t.equal(run(kind, path, how, { status("COMPLETE"), state(3) }), 2)
      t.equal(run(kind, path, how, {}), 3)
      t.equal(rows(), "1=a 2=b")
    end),
  ["records are deduplicated by their key, the newest stays"] = each(
    function(t, kind, path, rows)
      local how = catalog("incremental", "append_dedup")
      run(kind, path, how, { record(1, "a"), record(2, "b"), record(1, "c"), state(1),
        status("COMPLETE") })
      run(kind, path, how, { record(2, "d"), record(3, "e"), record(12345678901234567890, "f"),
        state(2), status("COMPLETE") })
      local found = {}
      for one in rows():gmatch("%S+") do
        found[one:match("=(.*)")] = true
      end
      t.equal({ found.a, found.b, found.c, found.d, found.e, found.f },
        { nil, nil, true, true, true, true })
    end),
  ["what somebody else wrote is left alone"] = function(t)
    local folder = fs.temp_directory("sync")
    fs.write(folder .. "/users.jsonl", "mine\n")
    local how = catalog("full_refresh", "overwrite")
    local one = sync.new({ destination = assert(open("jsonl", folder)), configured = how })
    t.equal(select(3, one:begin()), "exists")
    local db = require("host.sqlite").open(folder .. "/a.db")
    db:exec("CREATE TABLE Users (a)")
    one = sync.new({ destination = assert(open("sqlite", folder .. "/a.db")), configured = how })
    t.equal(select(3, one:begin()), "exists")
    fs.remove_tree(folder)
  end,
  ["a destination belongs to one connection"] = each(function(t, kind, path)
    local how = catalog("full_refresh", "overwrite")
    run(kind, path, how, { record(1, "a"), status("COMPLETE") })
    local other, _, code = open(kind, path, "other")
    if other then
      code = select(3, sync.new({ destination = other, configured = how }):begin())
      other:close()
    end
    t.match(code, "^[ce]")
  end),
  ["a commit that was killed between its two renames is caught up"] = function(t)
    local folder = fs.temp_directory("sync")
    local how = catalog("incremental", "append")
    local rename = fs.rename
    local ok, message = pcall(function()
      run("jsonl", folder, how, { record(1, "a"), state(1), status("COMPLETE") })
      fs.rename = function()
        error("killed", 0)
      end
      pcall(run, "jsonl", folder, how, { record(2, "b"), state(2) })
      fs.rename = rename
      collectgarbage() -- the lock of the killed one
      t.equal(kinds.jsonl.rows(folder), "1=a")
      t.equal(run("jsonl", folder, how, { status("COMPLETE") }), 2)
      t.equal(kinds.jsonl.rows(folder), "1=a 2=b")
    end)
    fs.rename = rename
    fs.remove_tree(folder)
    if not ok then
      error(message, 0)
    end
  end,
}
