--- Sources and connections in SQLite.
local fs = require("host.fs")
local hash = require("host.hash")
local json = require("host.json")
local driver = require("workspace.drivers.sqlite")

local MANIFEST = json.decode([[{"type":"DeclarativeSource","spec":{"connection_specification":
  {"properties":{"shop":{},"pin":{"airbyte_secret":true}}}}}]])

local function configuration(pin)
  return json.new_object({ { "shop", "a" }, { "pin", pin } })
end

-- Runs a test on a workspace with one connector, and a key that is only there for it.
local function with_workspace(run)
  return function(t)
    local folder = fs.temp_directory("sources")
    local keys = require("workspace.secret_key")
    local load, key = keys.load, hash.random(32)
    keys.load = function()
      return key
    end
    local path = folder .. "/workspace.db"
    local workspace = driver.open({ name = "local", path = path, adopts_ids = true, lazy = true })
    local made = workspace:create({ name = "One", manifest = MANIFEST, token = "t" })
    local ok, message = pcall(run, t, workspace, made, path)
    workspace:close()
    keys.load = load
    fs.remove_tree(folder)
    if not ok then
      error(message, 0)
    end
  end
end

local function create(workspace, made, name, pinned)
  return workspace:create_source({ name = name or "shop", definition_id = made.id,
    configuration = configuration("hush-hush"), token = hash.uuid(), pinned = pinned })
end

return {
  ["secrets are shown masked, and told to who runs the source"] = with_workspace(
    function(t, workspace, made, path)
      local source = create(workspace, made)
      t.equal(source.configuration, configuration("**********"))
      t.equal(workspace:sources()[1].configuration, configuration("**********"))
      t.equal(workspace:source_configuration(source.id), configuration("hush-hush"))
      for _, file in ipairs({ path, path .. "-wal" }) do
        t.equal((fs.read(file) or ""):find("hush-hush", 1, true), nil)
      end
    end),
  ["a seal is of one source alone"] = with_workspace(function(t, workspace, made)
    local one, two = create(workspace, made, "one"), create(workspace, made, "two")
    workspace.db:run("UPDATE source SET sealed = (SELECT sealed FROM source WHERE id = ?)", one.id)
    t.equal(workspace:source_configuration(one.id).pin, "hush-hush")
    t.equal(select(3, workspace:source_configuration(two.id)), "invalid")
  end),
  ["a new configuration takes the place of the old one"] = with_workspace(
    function(t, workspace, made)
      local source = create(workspace, made)
      workspace:update_source(source.id, configuration("other-one"))
      t.equal(workspace:source_configuration(source.id), configuration("other-one"))
      t.equal(select(3, workspace:update_source(source.id, configuration("**********"))),
        "invalid")
    end),
  ["a source follows its connector, or is pinned"] = with_workspace(function(t, workspace, made)
    local one, two = create(workspace, made, "one"), create(workspace, made, "two", 1)
    workspace:update(made.id, { manifest = json.new_object({ { "type", "Other" } }) }, made)
    t.equal({ workspace:source(one.id).version, workspace:source(two.id).version }, { 2, 1 })
    t.equal({ workspace:source(one.id).pinned, workspace:source(two.id).pinned }, { false, true })
    t.equal(select(3, create(workspace, made, "three", 7)), "not_found")
  end),
  ["names are given once, and free again after a delete"] = with_workspace(
    function(t, workspace, made)
      local source = create(workspace, made)
      t.equal(select(3, create(workspace, made)), "exists")
      t.equal(workspace:delete_source(source.id), true)
      t.equal(select(3, workspace:source(source.id)), "not_found")
      t.equal(select(3, workspace:delete_source(source.id)), "not_found")
      t.truthy(create(workspace, made))
    end),
  ["connections go with their source, sources with their connector"] = with_workspace(
    function(t, workspace, made)
      local source = create(workspace, made)
      local new = { name = "k", source_id = source.id, destination = "jsonl:out", token = "x",
        streams = json.new_array({ json.new_object({ { "name", "a" }, { "syncMode", "b" } }) }) }
      local connection = workspace:create_connection(new)
      t.equal(workspace:create_connection(new).id, connection.id)
      new.token = "y"
      t.equal(select(3, workspace:create_connection(new)), "exists")
      t.equal(workspace:connections_of(source.id)[1].name, "k")
      workspace:note_sync(connection.id, "partly", 5)
      t.equal(workspace:connection(connection.id).last_sync.records, 5)
      t.equal(workspace:sources_of(made.id)[1].name, "shop")
      workspace:delete(made.id)
      t.equal({ #workspace:sources(), #workspace:connections() }, { 0, 0 })
    end),
  ["a sync gives a new configuration to its source"] = function(t)
    local run = require("workspace.sync.run").new({ configured = { streams = {} },
      log = function() end, on_config = function(config)
        t.equal(config.token, "new")
        return true
      end })
    run:take('{"type":"CONTROL","control":{"type":"CONNECTOR_CONFIG","connectorConfig":'
      .. '{"config":{"token":"new"}}}}')
    t.equal(run.failed, nil)
  end,
}
