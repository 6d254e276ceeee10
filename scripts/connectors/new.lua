local function slug_of(name)
  local slug = require("revos.project").slug
  local text = name:match("^%.?/?connectors/([^/]+)/*$") or name:gsub("/+$", "")
  if slug.is_valid(text) then
    return text
  end
  local better = slug.from_name(text)
  local hint = better and ("'%s' would do"):format(better) or nil
  local problem = ("'%s' is no name for a connector: %s"):format(name, slug.reason(text))
  return nil, problem, "usage", { hint = hint }
end

local verbs = {
  write = { "wrote", "would write" },
  remove = { "removed", "would remove" },
  keep = { "kept", "would keep" },
  conflict = { "conflict in", "conflict in" },
}

local function tell_json(ctx, slug, result)
  local json = require("host.json")
  local path = "connectors/" .. slug
  local files, changes = json.new_array(), json.new_array()
  for i, change in ipairs(result.changes) do
    files[i] = path .. "/" .. change.path
    changes[i] = json.new_object({ { "path", files[i] }, { "action", change.action } })
    if ctx.args.dry_run and not change.path:find("^secrets/") then
      changes[i].text = change.text
    end
  end
  ctx.out:json({
    connector = slug,
    path = path,
    template = result.template,
    version = result.version,
    files = files,
    changes = changes,
    dryRun = ctx.args.dry_run,
  })
end

local function tell_tree(ctx, slug, result)
  for _, change in ipairs(result.changes) do
    ctx.out:line("%s connectors/%s/%s", verbs[change.action][ctx.args.dry_run and 2 or 1], slug,
      change.path)
  end
  for _, change in ipairs(ctx.args.dry_run and result.changes or {}) do
    if change.text then
      local shown = change.path:find("^secrets/") and "(not shown)\n" or change.text
      ctx.out:line("")
      ctx.out:line("%s", ctx.out:style("bold", "==> " .. change.path .. " <=="))
      ctx.out:raw(require("revos.output").clean(shown))
    end
  end
end

local function tell(ctx, slug, result)
  local clean = true
  for _, change in ipairs(result.changes) do
    clean = clean and change.action ~= "conflict"
  end
  if ctx.args.json then
    tell_json(ctx, slug, result)
    return clean
  end
  tell_tree(ctx, slug, result)
  if not clean then
    ctx:note("conflicts stand between <<<<<<< and >>>>>>>")
  elseif ctx.args.update and #result.changes == 0 then
    ctx.out:line("connectors/%s is what %s %s makes", slug, result.template, result.version)
  elseif not ctx.args.dry_run then
    ctx:note("next: revos connectors check %s", slug)
  end
  return clean
end

return {
  summary = "Make a connector from a template, or bring a newer template into one",
  arguments = { { name = "name", optional = true, doc = "slug of the connector" } },
  options = {
    { name = "template", value = "NAME", complete = "templates",
      doc = "the template to fill; hello-world by default" },
    { name = "set", value = "KEY=VALUE", many = true, doc = "answer a question of the template" },
    { name = "dry-run", type = "boolean", doc = "show the files and their text, write nothing" },
    { name = "force", type = "boolean", doc = "replace the template's files, keep others" },
    { name = "update", type = "boolean",
      doc = "merge what the template makes now into the connector that it made" },
    { name = "markers", type = "boolean",
      doc = "with --update: write conflicts into the files, between markers" },
    { name = "list-templates", type = "boolean", doc = "show the templates and stop" },
  },
  examples = {
    "revos connectors new my-source",
    "revos connectors new billing --template rest --set pagination=cursor",
    "revos connectors new --update billing",
  },
  run = function(ctx)
    if ctx.args.list_templates then
      return ctx:run("template list", {})
    elseif not ctx.args.name then
      return nil, "NAME is missing", "usage", { hint = "see 'revos help connectors new'" }
    end
    local slug, message, code, details = slug_of(ctx.args.name)
    if not slug then
      return nil, message, code, details
    end
    local work = require("revos.templates").connector
    local result
    result, message, code, details = (ctx.args.update and work.update or work.make)(ctx, slug)
    if not result then
      return nil, message, code, details
    end
    return tell(ctx, slug, result)
  end,
}
