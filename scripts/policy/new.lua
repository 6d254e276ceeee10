local function write(ctx, files)
  local fs = require("host.fs")
  local root = ctx.project.root
  local ok, message, code = fs.mkdir(root .. "/policies", { parents = true })
  for _, file in ipairs(files) do
    if ok then
      ok, message, code = fs.write(root .. "/" .. file.path, file.text, { exclusive = true })
    end
  end
  return ok, message, code
end

return {
  summary = "Make a policy of the project, with its test",
  arguments = { { name = "name", doc = "name and id of the policy, such as 'names-end-in-api'" } },
  options = { { name = "dry-run", type = "boolean", doc = "only show what would be written" } },
  examples = { "revos policy new names-end-in-api" },
  run = function(ctx)
    local skeleton = require("revos.policies").skeleton
    local name = ctx.args.name:gsub("^%.?/?policies/", ""):gsub("%.lua$", "")
    local problem = skeleton.problem(name)
    if problem then
      return nil, ("'%s' is no name for a policy: %s"):format(name, problem), "usage"
    end
    local files, paths = skeleton.files(name), require("host.json").new_array()
    for i, file in ipairs(files) do
      paths[i] = file.path
      if require("host.fs").kind(ctx.project.root .. "/" .. file.path) then
        return nil, file.path .. " exists", "exists"
      end
    end
    if not ctx.args.dry_run then
      local ok, message, code = write(ctx, files)
      if not ok then
        return nil, message, code
      end
    end
    if ctx.args.json then
      ctx.out:json({ policy = name, files = paths, dryRun = ctx.args.dry_run })
      return true
    end
    for _, path in ipairs(paths) do
      ctx.out:line("%s %s", ctx.args.dry_run and "would write" or "wrote", path)
    end
    if not ctx.args.dry_run then
      ctx:note("next: revos policy test %s", name)
    end
    return true
  end,
}
