local makers = {}

function makers.manifest()
  return require("revos.runtime").editor_schema.make()
end

function makers.connector()
  local project = require("revos.project")
  return project.shape_schema.make(project.connector.SHAPE, "connector.yaml")
end

function makers.project()
  local project = require("revos.project")
  return project.shape_schema.make(project.project.SHAPE, "revos.yaml")
end

return {
  summary = "Print the JSON Schema of a file, for editors",
  description = [[
An editor with a YAML language server completes and explains the fields of a file that names its
schema in a comment:

  # yaml-language-server: $schema=../../.revos/manifest.schema.json

The schema is made from the components' own declarations.]],
  arguments = {
    { name = "file", choices = { "manifest", "connector", "project" }, default = "manifest",
      doc = "manifest.yaml, connector.yaml or revos.yaml" },
  },
  examples = { "revos schema > manifest.schema.json", "revos schema connector" },
  run = function(ctx)
    local json = require("host.json")
    local schema = makers[ctx.args.file]()
    if ctx.args.json then
      ctx.out:json(json.new_object({ { "file", ctx.args.file }, { "document", schema } }))
    else
      ctx.out:raw(json.encode(schema, { indent = 2 }) .. "\n")
    end
    return true
  end,
}
