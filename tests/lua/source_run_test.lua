--- cli.source_run: sources and connections at work in this process.
local fs = require("host.fs")
local source_run = require("cli.source_run")

return {
  ["a sync that cannot begin leaves no lock behind"] = function(t)
    local folder = assert(fs.temp_directory())
    local workspace = {
      source = function()
        return nil, "the source is gone", "not_found"
      end,
    }
    for _ = 1, 2 do
      local report, message, code = source_run.sync(workspace, { id = "c", name = "copy",
        source_id = "s" }, { root = folder, args = {} })
      t.equal({ report, message, code }, { nil, "the source is gone", "not_found" })
    end
    fs.remove_tree(folder)
  end,
}
