local json = require("host.json")
local json_schema = require("runtime.json_schema")
local yaml = require("host.yaml")

local schema

local function problem(text)
  schema = schema or require("runtime.manifest.editor_schema").make()
  local value = assert(yaml.decode(text, "text"))
  return json_schema.validate(schema, value)
end

local HEAD = "version: 1.0.0\ntype: DeclarativeSource\ncheck:\n  type: CheckStream\n"
  .. "  stream_names: [a]\n"

return {
  ["a manifest fits, references and expressions too"] = function(t)
    t.equal(problem(HEAD .. [[
definitions:
  requester: {type: HttpRequester, url_base: "{{ config['base'] }}", http_method: GET}
streams:
  - "#/definitions/other"
  - type: DeclarativeStream
    name: a
    retriever:
      type: SimpleRetriever
      requester: {$ref: "#/definitions/requester", path: a}
      paginator:
        type: DefaultPaginator
        pagination_strategy: {type: PageIncrement, page_size: "{{ config['size'] }}"}
]]), nil)
  end,

  ["a value that a field cannot have does not"] = function(t)
    t.truthy(problem(HEAD .. "streams: 1\n"))
    t.truthy(problem(HEAD .. [[
streams:
  - type: DeclarativeStream
    retriever:
      type: SimpleRetriever
      paginator:
        type: DefaultPaginator
        page_size_option: {type: RequestOption, inject_into: nowhere, field_name: a}
]]))
  end,

  ["a mapping that is declared to has members of one type"] = function(t)
    local stream = [[
streams:
  - type: DeclarativeStream
    retriever:
      type: SimpleRetriever
      requester:
        type: HttpRequester
        request_headers: {$ref: "#/definitions/headers", X-Version: "2"}
        authenticator:
          type: SelectiveAuthenticator
          authenticators: {one: "#/definitions/one", two: {type: BearerAuthenticator}}
]]
    t.equal(problem(HEAD .. stream), nil)
    t.truthy(problem(HEAD .. stream:gsub('"2"', "[2]")))
    t.truthy(problem(HEAD .. stream:gsub("BearerAuthenticator", "PageIncrement")))
  end,

  ["fields have what explain tells of them"] = function(t)
    schema = schema or require("runtime.manifest.editor_schema").make()
    local field = schema.definitions.HttpRequester.properties.http_method
    t.truthy(field.description)
    t.equal(schema.properties.version.type, "string")
  end,

  ["connector.yaml and revos.yaml have schemas of their shapes"] = function(t)
    local make = require("project.shape_schema").make
    local connector = make(require("project.connector").SHAPE, "connector.yaml")
    t.equal(json.keys(connector.properties)[1], "apiVersion")
    local good = assert(yaml.decode("apiVersion: revos/v1\nkind: Connector\nmetadata: {name: a}\n"
      .. "spec: {name: A, type: declarative}\n", "text"))
    t.equal(json_schema.validate(connector, good), nil)
    good.metadata.nam = "b"
    t.truthy(json_schema.validate(connector, good))
  end,
}
