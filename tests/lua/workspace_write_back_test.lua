local yaml = require("host.yaml")
local write_back = require("workspace.write_back")

local PLAIN = "metadata:\n  name: a\nspec: {}\n"

local function set(text, workspace, default, id)
  return (write_back.set(text, yaml.decode(text, "t"), workspace, default, id))
end

local function id(text, workspace, default)
  return write_back.id(yaml.decode(text, "t"), workspace, default)
end

return {
  ["the id of the default workspace is metadata.id"] = function(t)
    local text = set(PLAIN, "local", "local", "x1")
    t.equal(text, "metadata:\n  name: a\n  id: x1\nspec: {}\n")
    t.equal(id(text, "local", "local"), "x1")
    t.equal(write_back.clear(text, yaml.decode(text, "t"), "local"), PLAIN)
  end,
  ["metadata.workspace names a default that is not local"] = function(t)
    local text = set(PLAIN, "production", "production", "x1")
    t.equal(text, "metadata:\n  name: a\n  id: x1\n  workspace: production\nspec: {}\n")
    t.equal(id(text, "production", "production"), "x1")
    t.equal(write_back.clear(text, yaml.decode(text, "t"), "production"), PLAIN)
  end,
  ["other workspaces have their ids in metadata.ids"] = function(t)
    local text = set(set(PLAIN, "local", "local", "x1"), "production", "local", "x2")
    t.equal(text, "metadata:\n  name: a\n  id: x1\n  ids:\n    production: x2\nspec: {}\n")
    t.equal(id(text, "production", "local"), "x2")
    t.equal(id(text, "local", "local"), "x1")
    t.equal(write_back.clear(text, yaml.decode(text, "t"), "production"),
      set(PLAIN, "local", "local", "x1"))
  end,
  ["the id of another workspace is never used, and stays"] = function(t)
    local text = set(PLAIN, "local", "local", "x1")
    local found, note = id(text, "production", "production")
    t.equal(found, nil)
    t.match(note, "belongs to workspace local")
    text = set(text, "production", "production", "x2")
    t.equal(id(text, "production", "production"), "x2")
    t.equal(id(text, "local", "production"), "x1")
  end,
}
