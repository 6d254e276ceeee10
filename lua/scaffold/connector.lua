--- `connectors new`: a connector made from a template, replaced by force, or updated.
--- Both functions give { template, version, changes = { { path, action, text } } }.
local fs = require("host.fs")

local work = {}

local DEFAULT = "hello-world"

local function load_and_fill(ctx, slug, name, recorded)
  local entry, message, code, details = require("scaffold.template").load(name, ctx.project.root)
  if not entry then
    return nil, message, code, details
  end
  local list = entry.declared.questions
  local given
  given, message, code, details = require("scaffold.questions").given(list, ctx.args.set)
  if not given then
    return nil, message, code, details
  end
  local answered = { name = recorded.name }
  for _, question in ipairs(list) do
    answered[question.name] = given[question.name] or recorded[question.name]
  end
  return require("scaffold.render").fill(ctx, entry, slug, answered)
end

local function result_of(rendered, changes)
  return { template = rendered.entry.name, version = rendered.entry.declared.version,
    changes = changes }
end

-- A file as a forced run writes it: connector.yaml stays registered where it was.
local function over(file, folder)
  local old = file.path == "connector.yaml" and fs.read(folder .. "/connector.yaml")
  if not old then
    return file
  end
  local registered = require("scaffold.registered")
  local text, message, code = registered.with(file.text, registered.of(old))
  return text and { path = file.path, text = text }, message, code
end

-- Files that a forced run writes: not those of an existing secrets/.
local function replacements(files, folder)
  local list = {}
  for _, file in ipairs(files) do
    if not (fs.kind(folder .. "/secrets") and file.path:find("^secrets/")) then
      local one, message, code = over(file, folder)
      if not one then
        return nil, message, code
      end
      list[#list + 1] = one
    end
  end
  return list
end

local function put(ctx, slug, files, exists)
  local replace, root = require("project.replace"), ctx.project.root
  local relative = "connectors/" .. slug
  if exists then
    return replace.files(root, relative, files)
  end
  return replace.make(root, relative, files)
end

local function keep_base(ctx, slug, rendered)
  return require("scaffold.base").keep(ctx.project.root, slug, rendered.files)
end

-- Both in turn, each only when the one before went well.
local function carry_out(ctx, slug, rendered, write)
  if ctx.args.dry_run then
    return true
  end
  local ok, message, code = write()
  if ok then
    ok, message, code = keep_base(ctx, slug, rendered)
  end
  return ok, message, code
end

--- Make connectors/<slug>/.
---@param ctx table template, set, force and dry_run of ctx.args
---@param slug string
---@return table|nil result, string|nil message, string|nil code, table|nil details
function work.make(ctx, slug)
  local folder = ctx.project.root .. "/connectors/" .. slug
  local kind = fs.kind(folder)
  if kind and not (ctx.args.force and kind == "directory") then
    return nil, ("connectors/%s exists"):format(slug), "exists",
      { hint = kind == "directory" and "--force replaces the template's files" or nil }
  end
  local rendered, message, code, details = load_and_fill(ctx, slug, ctx.args.template or DEFAULT,
    {})
  if not rendered then
    return nil, message, code, details
  end
  local files
  files, message, code = require("scaffold.render").written(rendered)
  if files then
    files, message, code = replacements(files, folder)
  end
  if not files then
    return nil, message, code
  end
  local ok
  ok, message, code = carry_out(ctx, slug, rendered, function()
    return put(ctx, slug, files, kind ~= nil)
  end)
  if not ok then
    return nil, message, code
  end
  local changes = {}
  for i, file in ipairs(files) do
    changes[i] = { path = file.path, action = "write", text = file.text }
  end
  return result_of(rendered, changes)
end

local function recorded_of(ctx, slug)
  local path = ("connectors/%s/connector.yaml"):format(slug)
  local text, message, code = fs.read(ctx.project.root .. "/" .. path)
  if not text then
    return nil, message, code
  end
  local recorded = require("scaffold.annotate").read(text)
  if not recorded then
    return nil, path .. ": does not say which template made it", "invalid",
      { hint = "--update needs the annotations that 'connectors new' writes" }
  elseif ctx.args.template and ctx.args.template ~= recorded.template then
    return nil, ("%s: the template %s made it, not %s"):format(path, recorded.template,
      ctx.args.template), "usage"
  end
  return recorded
end

local function refusal(ctx, slug, changes)
  for _, change in ipairs(changes) do
    if change.action == "conflict" and not (ctx.args.markers and change.path ~= "connector.yaml")
      and not ctx.args.dry_run then
      return nil, ("connectors/%s/%s: changed here and in the template, in the same place")
        :format(slug, change.path), "conflict",
        { hint = "nothing was written; --dry-run shows it, --markers writes it between markers" }
    end
  end
  return true
end

local function write_changes(ctx, slug, changes)
  local files, removed = {}, {}
  for _, change in ipairs(changes) do
    if change.action == "remove" then
      removed[#removed + 1] = change.path
    elseif change.action ~= "keep" then
      files[#files + 1] = change
    end
  end
  if #files + #removed == 0 then
    return true
  end
  local replace = require("project.replace")
  return replace.files(ctx.project.root, "connectors/" .. slug, files, removed)
end

--- Bring what the template makes now into the connector that it made.
---@param ctx table set, markers and dry_run of ctx.args
---@param slug string
---@return table|nil result, string|nil message, string|nil code, table|nil details
function work.update(ctx, slug)
  local item, message, code, details = ctx.project:find(slug)
  if not item then
    return nil, message, code, details
  end
  local recorded
  recorded, message, code, details = recorded_of(ctx, slug)
  if not recorded then
    return nil, message, code, details
  end
  local rendered
  rendered, message, code, details = load_and_fill(ctx, slug, recorded.template, recorded.answers)
  if not rendered then
    return nil, message, code, details
  end
  local root = ctx.project.root
  local base_of = require("scaffold.base").reader(ctx, root, rendered.entry, slug, recorded)
  local changes
  changes, message, code = require("scaffold.update").plan(root .. "/connectors/" .. slug, rendered,
    recorded, base_of)
  if not changes then
    return nil, message, code
  end
  local ok
  ok, message, code, details = refusal(ctx, slug, changes)
  if ok then
    ok, message, code = carry_out(ctx, slug, rendered, function()
      return write_changes(ctx, slug, changes)
    end)
  end
  if not ok then
    return nil, message, code, details
  end
  return result_of(rendered, changes)
end

return work
