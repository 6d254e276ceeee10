--- A workspace in a database: in a SQLite file, or on the server that REVOS_TEST_POSTGRES names.
local fs = require("host.fs")
local json = require("host.json")
local driver = require("workspace.drivers.sqlite")
local process = require("host.process")

local server = process.getenv("REVOS_TEST_POSTGRES")

local function manifest(path)
  return json.decode(('{"type":"DeclarativeSource","path":"%s","size":1.0}'):format(path))
end

local function empty_database(folder)
  if not server then
    return folder .. "/workspace.db"
  end
  local db <close> = assert(require("host.postgres").open(server))
  assert(db:exec("DROP SCHEMA IF EXISTS test CASCADE; CREATE SCHEMA test"))
  return server .. "&options=-csearch_path%3Dtest"
end

-- Runs a test on a workspace in a database of its own.
local function with_workspace(run)
  return function(t)
    local folder = fs.temp_directory("workspace")
    local options = { name = "local", path = empty_database(folder), adopts_ids = true }
    local workspace = assert(driver.open(options))
    local ok, message = pcall(run, t, workspace, options)
    workspace:close()
    fs.remove_tree(folder)
    if not ok then
      error(message, 0)
    end
  end
end

local function create(workspace, token, id)
  return workspace:create({ name = "One", manifest = manifest("/a"), token = token or "t1",
    id = id })
end

return {
  ["a create is version 1, and a token creates once"] = with_workspace(function(t, workspace)
    local made = create(workspace)
    t.equal({ made.name, made.version, made.manifest.path }, { "One", 1, "/a" })
    t.equal(create(workspace).id, made.id)
    t.equal(workspace:find_token("t1").id, made.id)
    t.equal(workspace:find_token("t2"), nil)
    t.equal(#workspace:list(), 1)
    t.equal(create(workspace, "t2", "own-id").id, "own-id")
  end),
  ["a change of the body is a version, a rename is none"] = with_workspace(function(t, workspace)
    local one = create(workspace)
    local body = { manifest = manifest("/b"), components = "return {}" }
    local two = workspace:update(one.id, body, one)
    t.equal({ two.version, two.components }, { 2, "return {}" })
    local renamed = workspace:update(one.id, { name = "Two" }, two)
    t.equal({ renamed.version, renamed.name, renamed.components }, { 2, "Two", "return {}" })
  end),
  ["another writer is a conflict and nothing is lost"] = with_workspace(function(t, workspace)
    local one = create(workspace)
    workspace:update(one.id, { manifest = manifest("/b") }, one)
    local ok, message, code = workspace:update(one.id, { manifest = manifest("/c") }, one)
    t.equal({ ok, code }, { nil, "conflict" })
    t.match(message, "changed meanwhile")
    t.equal(workspace:get(one.id).manifest.path, "/b")
    t.equal(#workspace:versions(one.id), 2)
  end),
  ["a rollback is a new version"] = with_workspace(function(t, workspace)
    local one = create(workspace)
    workspace:update(one.id, { manifest = manifest("/b") }, one)
    local back = workspace:rollback(one.id, 1)
    t.equal({ back.version, back.manifest.path, back.sha256 == one.sha256 }, { 3, "/a", true })
    local versions = workspace:versions(one.id)
    t.equal({ versions[1].version, versions[1].active, versions[3].active }, { 3, true, false })
    t.equal(select(3, workspace:rollback(one.id, 9)), "not_found")
  end),
  ["a deleted id is gone, and known as deleted"] = with_workspace(function(t, workspace)
    local one = create(workspace)
    t.equal(workspace:delete(one.id), true)
    t.equal(select(3, workspace:get(one.id)), "not_found")
    t.equal(select(3, workspace:delete(one.id)), "not_found")
    t.equal({ workspace:was_deleted(one.id), workspace:was_deleted("other") }, { true, false })
    t.equal(#workspace:list(), 0)
  end),
  ["a workspace can be opened again"] = with_workspace(function(t, workspace, options)
    local one = create(workspace)
    local again = driver.open(options)
    t.equal(again:get(one.id).manifest, one.manifest)
    t.equal(again.workspace_id, workspace.workspace_id)
    again:close()
  end),
}
