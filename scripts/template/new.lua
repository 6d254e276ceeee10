local function files_of(ctx)
  local starter = require("revos.templates").starter
  local root = ctx.project.root
  if not ctx.args.connector then
    return starter.from_template(ctx.args.copy, root)
  end
  local item, message, code, details = ctx.project:find(ctx.args.connector)
  if not item then
    return nil, message, code, details
  end
  return starter.from_connector(item)
end

local function tell(ctx, files)
  local json = require("host.json")
  local path = "templates/" .. ctx.args.name
  local names = json.new_array()
  for i, file in ipairs(files) do
    names[i] = path .. "/" .. file.path
  end
  table.sort(names)
  if ctx.args.json then
    ctx.out:json({ template = ctx.args.name, path = path, files = names,
      dryRun = ctx.args.dry_run })
    return true
  end
  for _, name in ipairs(names) do
    ctx.out:line("%s %s", ctx.args.dry_run and "would write" or "wrote", name)
  end
  if not ctx.args.dry_run then
    ctx:note("next: revos template test %s, then revos connectors new NAME --template %s",
      ctx.args.name, ctx.args.name)
  end
  return true
end

return {
  summary = "Make a template of the project, to be changed",
  arguments = { { name = "name", doc = "name of the new template" } },
  options = {
    { name = "copy", value = "TEMPLATE", default = "hello-world", doc = "begin with this one" },
    { name = "connector", value = "NAME", doc = "begin with a connector of the project" },
    { name = "dry-run", type = "boolean", doc = "only show what would be written" },
  },
  examples = {
    "revos template new acme-rest --copy rest",
    "revos template new acme-billing --connector billing",
  },
  run = function(ctx)
    local name, slug = ctx.args.name, require("revos.project").slug
    if not slug.is_valid(name) then
      return nil, ("'%s' is no name for a template: %s"):format(name, slug.reason(name)), "usage"
    end
    local relative = "templates/" .. name
    if require("host.fs").kind(ctx.project.root .. "/" .. relative) then
      return nil, relative .. " exists", "exists"
    end
    local files, message, code, details = files_of(ctx)
    if not files then
      return nil, message, code, details
    end
    if not ctx.args.dry_run then
      local replace = require("revos.project").replace
      local ok, problem, kind = replace.make(ctx.project.root, relative, files)
      if not ok then
        return nil, problem, kind
      end
    end
    return tell(ctx, files)
  end,
}
