local function project_text(name)
  return table.concat({
    "apiVersion: revos/v1",
    "kind: Project",
    "metadata:",
    "  name: " .. require("revos.text").scalar(name),
    "spec:",
    "  workspace: local",
    "",
  }, "\n")
end

local FOLDERS = { "connectors", "policies", "scripts" }

-- What is there and is not what a project needs there; nil when nothing is in the way.
local function obstacle(folder)
  local fs = require("host.fs")
  local function kind(name)
    local path = folder .. "/" .. name
    return fs.kind(fs.realpath(path) or path)
  end
  for _, name in ipairs({ "revos.yaml", ".gitignore" }) do
    if (kind(name) or "file") ~= "file" then
      return name .. ": is no file"
    end
  end
  for _, name in ipairs(FOLDERS) do
    if (kind(name) or "directory") ~= "directory" then
      return name .. ": is no folder"
    end
  end
  return nil
end

local function plan(folder, name)
  local fs = require("host.fs")
  local made, kept = {}, {}
  local function add(path, text, is_new)
    if is_new then
      made[#made + 1] = { path = path, text = text }
    else
      kept[#kept + 1] = path
    end
  end
  add("revos.yaml", project_text(name), not fs.kind(folder .. "/revos.yaml"))
  local old = fs.kind(folder .. "/.gitignore") and fs.read(folder .. "/.gitignore")
  local new = require("revos.project").ignore.complete(old or "")
  add(".gitignore", new, new ~= old)
  for _, one in ipairs(FOLDERS) do
    add(one .. "/", nil, not fs.kind(folder .. "/" .. one))
  end
  return made, kept
end

local function carry_out(folder, made)
  local fs = require("host.fs")
  local ok, message, code = fs.mkdir(folder, { parents = true })
  if not ok and code ~= "exists" then
    return nil, message, code
  end
  for _, one in ipairs(made) do
    local path = folder .. "/" .. one.path
    if one.text then
      ok, message, code = fs.write(path, one.text, { exclusive = one.path == "revos.yaml" })
    else
      ok, message, code = fs.mkdir(path)
    end
    if not ok and code ~= "exists" then -- else another run was faster
      return nil, message, code
    end
  end
  return true
end

local function tell(ctx, folder, made, kept)
  local json = require("host.json")
  if ctx.args.json then
    local paths = json.new_array()
    for i, one in ipairs(made) do
      paths[i] = one.path
    end
    ctx.out:json({
      directory = folder,
      created = paths,
      kept = json.new_array(kept),
      dryRun = ctx.args.dry_run,
    })
    return true
  end
  for _, one in ipairs(made) do
    ctx.out:line("%s %s", ctx.args.dry_run and "would write" or "wrote", one.path)
  end
  for _, path in ipairs(kept) do
    ctx.out:line("kept %s", path)
  end
  return true
end

return {
  summary = "Make a project: revos.yaml, .gitignore and its folders",
  arguments = {
    { name = "dir", optional = true, doc = "the project's folder; the current one by default" },
  },
  options = {
    { name = "name", value = "NAME", doc = "the project's name; that of the folder by default" },
    { name = "dry-run", type = "boolean", doc = "only show what would be written" },
  },
  examples = { "revos init", "revos init acme-data --name acme" },
  run = function(ctx)
    local fs = require("host.fs")
    local path = require("revos.text").path
    local folder = path.absolute(ctx.args.dir or ".")
    local kind = fs.kind(fs.realpath(folder) or folder)
    if kind and kind ~= "directory" then
      return nil, (ctx.args.dir or ".") .. ": is not a folder", "exists", { status = 2 }
    end
    local name = ctx.args.name or path.name(folder)
    local wrong = ctx.args.name and require("revos.text").title.problem(name)
    if wrong then
      return nil, "--name: the name " .. wrong, "usage"
    end
    local between = obstacle(folder)
    if between then
      return nil, between, "exists"
    end
    local made, kept = plan(folder, name ~= "" and name or "project")
    if not ctx.args.dry_run then
      local ok, message, code = carry_out(folder, made)
      if not ok then
        return nil, message, code
      end
    end
    return tell(ctx, folder, made, kept)
  end,
}
