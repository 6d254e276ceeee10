local function slug_of(name)
  local slug = require("project.slug")
  local text = name:match("^%.?/?connectors/([^/]+)/*$") or name:gsub("/+$", "")
  if slug.is_valid(text) then
    return text
  end
  local better = slug.from_name(text)
  local hint = better and ("'%s' would do"):format(better) or nil
  local problem = ("'%s' is no name for a connector: %s"):format(name, slug.reason(text))
  return nil, problem, "usage", { hint = hint }
end

local function list_templates(ctx)
  return ctx:run("template list", {})
end

-- The filled files, the answers recorded in connector.yaml.
local function fill(ctx, entry, slug)
  local questions = require("scaffold.questions")
  local declared = entry.declared
  local given, message, code, details = questions.given(declared.questions, ctx.args.set)
  if not given then
    return nil, message, code, details
  end
  local fixed = { name = slug, slug = slug, title = require("project.slug").title(slug) }
  local answers
  answers, message, code, details = questions.answer(declared.questions, given, fixed, ctx.ask)
  if not answers then
    return nil, message, code, details
  end
  local files
  files, message, code = require("scaffold.template").fill(entry, answers)
  if not files then
    return nil, message, code
  end
  for _, file in ipairs(files) do
    if file.path == "connector.yaml" then
      file.text = require("scaffold.annotate").add(file.text, entry, answers)
    end
  end
  return files
end

local function tell(ctx, slug, files)
  local json = require("host.json")
  local path = "connectors/" .. slug
  if ctx.args.json then
    local names = json.new_array()
    for i, file in ipairs(files) do
      names[i] = path .. "/" .. file.path
    end
    ctx.out:json({
      connector = slug,
      path = path,
      template = ctx.args.template,
      files = names,
      dryRun = ctx.args.dry_run,
    })
    return true
  end
  for _, file in ipairs(files) do
    ctx.out:line("%s %s/%s", ctx.args.dry_run and "would write" or "wrote", path, file.path)
  end
  if not ctx.args.dry_run then
    ctx:note("next: revos connectors check %s", slug)
  end
  return true
end

return {
  summary = "Make a connector from a template",
  arguments = { { name = "name", optional = true, doc = "slug of the new connector" } },
  options = {
    { name = "template", value = "NAME", default = "hello-world", doc = "the template to fill" },
    { name = "set", value = "KEY=VALUE", many = true, doc = "answer a question of the template" },
    { name = "dry-run", type = "boolean", doc = "only show what would be written" },
    { name = "force", type = "boolean", doc = "replace the template's files, keep others" },
    { name = "list-templates", type = "boolean", doc = "show the templates and stop" },
  },
  examples = {
    "revos connectors new my-source",
    "revos connectors new billing --set base_url=https://api.example.com",
  },
  run = function(ctx)
    if ctx.args.list_templates then
      return list_templates(ctx)
    end
    if not ctx.args.name then
      return nil, "NAME is missing", "usage", { hint = "see 'revos help connectors new'" }
    end
    local slug, message, code, details = slug_of(ctx.args.name)
    if not slug then
      return nil, message, code, details
    end
    local write = require("scaffold.write")
    local project = ctx.project
    local folder = project.root .. "/connectors/" .. slug
    if require("host.fs").kind(folder) and not ctx.args.force then
      return nil, ("connectors/%s exists"):format(slug), "exists",
        { hint = "--force replaces the template's files" }
    end
    local entry
    local template = require("scaffold.template")
    entry, message, code, details = template.load(ctx.args.template, project.root)
    if not entry then
      return nil, message, code, details
    end
    local files
    files, message, code, details = fill(ctx, entry, slug)
    if not files then
      return nil, message, code, details
    end
    files = write.without_secrets(files, folder)
    if not ctx.args.dry_run then
      local ok, problem, kind = write.folder(files, folder)
      if not ok then
        return nil, problem, kind
      end
    end
    return tell(ctx, slug, files)
  end,
}
