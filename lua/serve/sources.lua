--- /sources: registered connectors with a configuration. Its secrets are stored sealed, with the
--- key of the machine that serves, and come back masked; a mask that is sent back means the secret
--- that is there.
local answer = require("serve.answer")
local fields = require("serve.fields")
local json = require("host.json")
local page = require("serve.page")
local problem = require("serve.problem")
local time = require("util.time")

local sources = {}

local USUAL = 20 -- items of a page, as on Airbyte's own servers

local function text_of(ctx, source)
  return json.encode(json.new_object({
    { "sourceId", source.id },
    { "name", source.name },
    { "sourceType", "declarative" },
    { "definitionId", source.definition_id },
    { "workspaceId", ctx.bearer.workspace_id },
    { "configuration", source.configuration },
    { "version", source.version },
    { "createdAt", time.from_rfc3339(source.created_at) or 0 },
  }))
end

local function find(ctx)
  local source, message, code = ctx.workspace:source(ctx.params.id)
  if not source and code == "not_found" then
    problem.missing("source", ctx.params.id)
  end
  return problem.check(source, message, code)
end

function sources.list(ctx)
  local list = require("serve.query").includes_own(ctx) and problem.check(ctx.workspace:sources())
    or {}
  return page.answer(ctx, page.slices(list), function(source)
    return text_of(ctx, source)
  end, USUAL)
end

function sources.get(ctx)
  return answer.text(text_of(ctx, find(ctx)))
end

-- The definition that a configuration is for, which it must fit.
local function fitting(ctx, id, version, configuration)
  local definition, message, code = ctx.workspace:version(id, version)
  if not definition and code == "not_found" then
    problem.missing("definition", id)
  end
  problem.check(definition, message, code)
  problem.check(require("workspace.source").fits(definition, configuration))
  return definition
end

function sources.create(ctx)
  local body = ctx.call:object()
  fields.own_workspace(ctx, body)
  local name = fields.required(fields.name(body), "name")
  local id = fields.required(fields.text(body, "definitionId"), "definitionId")
  local configuration = fields.required(fields.object(body, "configuration"), "configuration")
  fitting(ctx, id, nil, configuration)
  return answer.text(text_of(ctx, problem.check(ctx.workspace:create_source({ name = name,
    definition_id = id, configuration = configuration }))))
end

-- What was shown masked is what is stored.
local function unmasked(given, stored)
  if given == require("workspace.vault").MASK then
    return stored ~= nil and stored or given
  elseif json.is_object(given) then
    local copy = json.new_object()
    for key, member in pairs(given) do
      copy[key] = unmasked(member, json.is_object(stored) and stored[key] or nil)
    end
    return copy
  elseif json.is_array(given) then
    local copy = json.new_array()
    for i, member in ipairs(given) do
      copy[i] = unmasked(member, json.is_array(stored) and stored[i] or nil)
    end
    return copy
  end
  return given
end

local function rename(ctx, source, name)
  local rows, message, code = ctx.database.db:run("UPDATE source SET name = ? WHERE id = ?", name,
    source.id)
  if not rows and code == "conflict" then
    problem.raise(409, ("there is a source '%s' already"):format(name))
  end
  problem.check(rows, message, code)
end

local function change(ctx, name, configuration)
  local source = find(ctx)
  if configuration then
    local stored = problem.check(ctx.workspace:source_configuration(source.id))
    configuration = unmasked(configuration, stored)
    fitting(ctx, source.definition_id, source.version, configuration)
    problem.check(ctx.workspace:update_source(source.id, configuration))
  end
  if name and name ~= source.name then
    rename(ctx, source, name)
  end
  ctx.workspace:note("update source", source.definition_id, "")
  return answer.text(text_of(ctx, find(ctx)))
end

--- Changes what is named. A configuration is replaced as a whole.
function sources.patch(ctx)
  local body = ctx.call:object()
  fields.own_workspace(ctx, body)
  return change(ctx, fields.name(body), fields.object(body, "configuration"))
end

function sources.put(ctx)
  local body = ctx.call:object()
  return change(ctx, fields.required(fields.name(body), "name"),
    fields.required(fields.object(body, "configuration"), "configuration"))
end

--- Deletes a source and its connections.
function sources.delete(ctx)
  problem.check(ctx.workspace:delete_source(find(ctx).id))
  return answer.nothing()
end

return sources
