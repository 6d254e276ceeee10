--- What a killed process left below .revos/replace.
local fs = require("host.fs")
local replace = require("project.replace")

local function put(path, text)
  fs.mkdir(path:match("^(.*)/"), { parents = true })
  assert(fs.write(path, text))
end

local function with_project(run)
  return function(t)
    local root = fs.temp_directory("replace")
    local ok, message = pcall(run, t, root)
    fs.remove_tree(root)
    if not ok then
      error(message, 0)
    end
  end
end

local ORDER = '{"folder":"connectors/made","files":["a.md","b.md"],"removed":["old.md"]}'

return {
  ["what was decided is finished"] = with_project(function(t, root)
    local decided = root .. "/.revos/replace/connectors+made"
    put(decided .. "/order.json", ORDER)
    put(decided .. "/files/b.md", "new") -- a.md had moved already
    put(root .. "/connectors/made/a.md", "new")
    put(root .. "/connectors/made/old.md", "old")
    t.equal(replace.recover(root), true)
    t.equal(fs.read(root .. "/connectors/made/b.md"), "new")
    t.equal(fs.exists(root .. "/connectors/made/old.md"), false)
    t.equal(fs.exists(root .. "/.revos/replace"), false)
  end),
  ["what was not decided, or is done with, is cleared"] = with_project(function(t, root)
    put(root .. "/.revos/replace/connectors+made.new/files/a.md", "new")
    t.equal(replace.recover(root), true)
    t.equal(fs.exists(root .. "/.revos/replace"), false)
    t.equal(fs.exists(root .. "/connectors/made/a.md"), false)
  end),
}
