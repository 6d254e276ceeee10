--- What is of files alone: see workspace_driver_test for the rest.
local fs = require("host.fs")
local json = require("host.json")
local driver = require("workspace.drivers.sqlite")

return {
  ["looking leaves no file behind"] = function(t)
    local folder = fs.temp_directory("workspace")
    local options = { name = "local", path = folder .. "/workspace.db", lazy = true }
    local workspace = driver.open(options)
    t.equal(#workspace:list(), 0)
    t.equal(select(3, workspace:get("x")), "not_found")
    t.equal(fs.exists(options.path), false)
    workspace:create({ name = "One", manifest = json.new_object(), token = "t" })
    t.equal(fs.exists(options.path), true)
    workspace:close()
    fs.remove_tree(folder)
  end,
  ["a file that cannot be made is told by each write, and looking goes on"] = function(t)
    local folder = fs.temp_directory("workspace")
    local options = { name = "local", path = folder .. "/workspace.db", lazy = true }
    local workspace = driver.open(options)
    local other = require("host.sqlite").open(options.path)
    other:exec("CREATE TABLE mine (a)")
    other:close()
    for token in ("ab"):gmatch(".") do
      local made, message, code = workspace:create({ name = token, manifest = json.new_object(),
        token = token })
      t.equal(made, nil)
      t.match(message, "is no workspace of revos")
      t.equal(code, "invalid")
    end
    t.equal(#workspace:list(), 0)
    workspace:close()
    fs.remove_tree(folder)
  end,
  ["files that are no workspace, or a newer one, are left alone"] = function(t)
    local folder = fs.temp_directory("workspace")
    local sqlite = require("host.sqlite")
    local function refused(sql)
      local path = folder .. "/other.db"
      local db = sqlite.open(path)
      db:exec(sql)
      db:close()
      local _, message, code = driver.open({ name = "local", path = path })
      fs.remove_tree(path)
      t.equal(code, "invalid")
      return message
    end
    t.match(refused("CREATE TABLE mine (a)"), "is no workspace of revos")
    t.match(refused("PRAGMA user_version = 99"), "newer revos")
    fs.write(folder .. "/other.db", ("no database "):rep(100))
    t.equal(driver.open({ name = "local", path = folder .. "/other.db" }), nil)
    fs.remove_tree(folder)
  end,
  ["a file of an older revos is brought forward"] = function(t)
    local folder = fs.temp_directory("workspace")
    local schema = require("workspace.drivers.schema")
    local db = require("host.sqlite").open(folder .. "/old.db")
    db:exec(schema.steps[1])
    db:exec(("PRAGMA application_id = %d; PRAGMA user_version = 1"):format(schema.application_id))
    db:exec("INSERT INTO workspace VALUES ('w', 'kept')")
    db:close()
    local workspace = assert(driver.open({ name = "local", path = folder .. "/old.db" }))
    t.equal(workspace.workspace_id, "w")
    t.equal(workspace.db:query("PRAGMA user_version")[1].user_version, schema.version)
    workspace:close()
    fs.remove_tree(folder)
  end,
}
