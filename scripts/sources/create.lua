-- The definition that the source is to be at, and that its config fits.
local function definition_of(ctx, session, config, shown)
  local source, workspace = require("revos.workspace").source, session.workspace
  local definition, message, code
  if ctx.args.pin then
    definition, message, code = workspace:version(session.id, ctx.args.pin)
  else
    definition, message, code = workspace:get(session.id)
  end
  if not definition then
    return nil, message, code
  end
  local ok
  ok, message, code = source.fits(definition, config)
  if not ok then
    return nil, ("%s: %s"):format(shown, message), code,
      { hint = ("'revos connectors spec %s' shows the fields"):format(session.selected[1].slug) }
  end
  return definition
end

local function create(ctx, session)
  local able, message, code = require("revos.workspace").source.able(session.workspace, "sources")
  if not able then
    return nil, message, code
  end
  local wrong = require("revos.text").title.problem(ctx.args.name)
  if wrong then
    return nil, "the name " .. wrong, "usage"
  end
  local given = ctx.args.config
  local config, reason, kind = require("revos.text").json_file.object(given, nil, "the config",
    4 * 1024 * 1024)
  if not config then
    return nil, reason, kind
  end
  local shown = given == "-" and "standard input" or given
  local definition, problem, cause, details = definition_of(ctx, session, config, shown)
  if not definition then
    return nil, problem, cause, details
  end
  return session.workspace:create_source({ name = ctx.args.name, definition_id = session.id,
    configuration = config, pinned = ctx.args.pin, token = require("host.hash").uuid() })
end

local function show(ctx, session, source)
  local json = require("host.json")
  if ctx.args.json then
    ctx.out:json(json.new_object({ { "workspace", session.workspace.name }, { "id", source.id },
      { "name", source.name }, { "connector", session.selected[1].slug },
      { "definitionId", source.definition_id }, { "version", source.version or json.null },
      { "pinned", source.pinned or false }, { "configuration", source.configuration } }))
  else
    ctx.out:line("+ %s  created from %s%s (workspace %s)", source.name, session.selected[1].slug,
      source.version and " version " .. source.version or "", session.workspace.name)
    ctx:note("next: revos sources check %s%s", source.name,
      require("revos.workspace").target.option(session.workspace))
  end
  return true
end

return {
  summary = "Create a source: a registered connector with a configuration",
  arguments = { { name = "name", doc = "the source's name" } },
  options = {
    { name = "connector", value = "SLUG", required = true, doc = "a connector that was applied" },
    { name = "config", value = "FILE", required = true,
      doc = "the configuration, '-' is standard input; its secrets are stored sealed" },
    { name = "pin", type = "integer", min = 1, value = "VERSION",
      doc = "stay at this version of the connector; otherwise the source follows it" },
  },
  examples = { "revos sources create shop --connector my-source --config shop.json" },
  run = function(ctx)
    local session <close>, message, code, details = require("revos.workspace").session.one(ctx,
      ctx.args.connector, "sources create")
    if not session then
      return nil, message, code, details
    end
    local source
    source, message, code, details = create(ctx, session)
    if not source then
      return nil, message, code, details
    end
    return show(ctx, session, source)
  end,
}
