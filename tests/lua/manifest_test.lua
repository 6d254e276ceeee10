local json = require("host.json")
local manifests = require("runtime.manifest")
local yaml = require("host.yaml")

local function load(text)
  local value, doc = assert(yaml.decode(text, "m.yaml"))
  return manifests.load({ value = value, doc = doc, name = "m.yaml" })
end

local function encoded(value)
  return json.encode(value, { sort_keys = true })
end

-- The first finding about a word, as "line: message".
local function problems(text, about)
  for _, finding in ipairs(require("runtime.validation").check(load(text))) do
    if finding.message:find(about, 1, true) then
      return ("%d: %s"):format(finding.line, finding.message)
    end
  end
end

return {
  ["the type of the root is known"] = function(t)
    t.equal(load("version: '1'\n").root.type, "DeclarativeSource")
  end,
  ["members of headers and parameters are text, those of a choice of authenticators components"] =
    function(t)
      local head = "streams:\n- retriever:\n    requester:\n      url_base: x\n"
      t.equal(problems(head .. "      request_parameters: {limit: 100}\n", "limit"),
        "5: streams[0].retriever.requester.request_parameters.limit: must be text or a mapping of "
          .. "the type QueryProperties, not 100")
      t.equal(problems(head .. "      request_parameters: {of: {a: 1}}\n", "of"),
        "5: streams[0].retriever.requester.request_parameters.of: must be text or a mapping of "
          .. "the type QueryProperties, not a mapping")
      t.equal(problems(head .. "      authenticator: {type: SelectiveAuthenticator, "
        .. "authenticator_selection_path: [a], authenticators: {x: {type: BearerAuthenticator}}}\n",
        "api_token"), "5: streams[0].retriever.requester.authenticator.authenticators.x: "
        .. "the field 'api_token' is missing")
      t.equal(problems(head .. "      authenticator: {type: SelectiveAuthenticator, "
        .. "authenticator_selection_path: [a], "
        .. "authenticators: {x: {type: SelectiveAuthenticator}}}\n", "cannot"),
        "5: streams[0].retriever.requester.authenticator.authenticators.x: "
        .. "a SelectiveAuthenticator cannot stand here")
    end,
  ["parts of a component that say no type are checked, too"] = function(t)
    local rules = "spec:\n  config_normalization_rules:\n    type: ConfigNormalizationRules\n"
    t.equal(problems(rules .. "    validations: [{type: DpathValidator, field_path: [a]}]\n",
      "validation_strategy"), "4: spec.config_normalization_rules.validations[0]: "
      .. "the field 'validation_strategy' is missing")
    t.match(problems(rules .. "    migrations: []\n", "migrations"),
      "^4: .*ConfigNormalizationRules has no field 'migrations'")
    local auth = "streams:\n- retriever:\n    requester:\n      authenticator:\n"
      .. "        {type: JwtAuthenticator, jwt_headers: {alg: a}, jwt_payload: {iss: 1}}\n"
    t.match(problems(auth, "'alg'"), "^5: .*jwt_headers: JwtHeaders has no field 'alg'")
    t.match(problems(auth, "payload.iss"), "^5: .*jwt_payload.iss: must be text, not 1")
    t.match(problems("streams:\n- incremental_sync: {type: DatetimeBasedCursor, clamping: {}}\n",
      "target"), "^2: .*clamping: the field 'target' is missing")
    local login = "streams:\n- retriever:\n    requester:\n      authenticator:\n"
      .. "        {type: OAuthAuthenticator, refresh_token_updater: {refresh_name: a}}\n"
    t.match(problems(login, "refresh_name"), "^5: .*Updater has no field 'refresh_name'")
    t.match(problems("stream_groups: {a: {action: {type: BlockSimultaneousSyncsAction}}}\n",
      "stream_groups.a"), "^1: stream_groups.a: the field 'streams' is missing")
    t.match(problems("spec: {advanced_auth: {oauth_config_specification: "
      .. "{oauth_connector_input_specification: {consent_url: x}}}}\n", "access_token_url"),
      "^1: .*the field 'access_token_url' is missing")
  end,
  ["pointers are lists of lists, a primary key is text all through, a value is text"] = function(t)
    local head = "streams:\n- retriever: {requester: {url_base: x}}\n"
    t.match(problems(head .. "  primary_key: [5]\n", "primary_key"),
      "3: streams%[0%].primary_key%[0%]: must be text or a list of text, not 5")
    t.match(problems(head .. "  transformations:\n  - type: RemoveFields\n"
      .. "    field_pointers: [a]\n", "field_pointers"),
      "5: .*field_pointers%[0%]: must be a list of text, not 'a'")
    t.match(problems(head .. "  transformations:\n  - type: AddFields\n    fields:\n"
      .. "    - {path: [a], value: 5}\n", "value"), "6: .*fields%[0%].value: must be text, not 5")
  end,
  ["numbers lie within the bounds of their fields"] = function(t)
    local head = "streams:\n- retriever: {requester: {url_base: x}, page_size_reduction: "
      .. "{type: PageSizeReduction, "
    t.match(problems(head .. "reduction_factor: 1}}\n", "reduction_factor"),
      "page_size_reduction.reduction_factor: must be more than 1, not 1")
    t.match(problems(head .. "max_attempts: 0}}\n", "max_attempts"), "must be 1 or more, not 0")
    local filter = "streams:\n- retriever: {requester: {url_base: x, error_handler: {type: "
      .. "DefaultErrorHandler, response_filters: [{http_codes: [500, 500]}]}}}\n"
    t.match(problems(filter, "http_codes"), "must be a list of different values, not one with")
    local union = "streams:\n- retriever: {requester: {url_base: x}, partition_router: {type: "
      .. "UnionPartitionRouter, partition_field: u, partition_routers: []}}\n"
    t.match(problems(union, "partition_routers"), "must be a list of 2 or more, not one of 0")
    t.equal(problems(head .. "minimum_page_size: 1}}\n", "minimum_page_size"), nil)
  end,
  ["the manifest itself has no other fields than its own, and streams of one form"] = function(t)
    t.match(problems("x-note: 1\nstreams: []\n", "x-note"), "^1: .*has no field 'x%-note'")
    t.match(problems("$parameters: {a: 1}\nstreams: []\n", "parameters"), "has no field '%$par")
    t.match(problems("version: '1'\n", "streams"), "the field 'streams' is missing")
    t.equal(problems("dynamic_streams: []\n", "streams"), nil)
  end,
  ["a requester without an address is a mistake, which the reference tells in its requests"] =
    function(t)
      local function finding(requester)
        local text = "streams:\n- retriever:\n    requester: {" .. requester .. "}\n"
        for _, one in ipairs(require("runtime.validation").check(load(text))) do
          if one.field == "url_base" then
            return one
          end
        end
      end
      t.equal(finding("path: x").line, 3)
      t.equal(finding("path: x").reference, false)
      t.equal(finding("url: x"), nil)
    end,
  ["a type is text, and must be said but where the reference knows it"] = function(t)
    local head = "streams:\n- retriever: {requester: {url_base: x, authenticator: {"
    t.equal(problems(head .. "type: 12}}}\n", "type"),
      "2: streams[0].retriever.requester.authenticator.type: must be text, not 12")
    t.match(problems(head .. "type: {}}}}\n", "type"), "type: must be text, not a mapping")
    t.match(problems(head .. "api_token: x}}}\n", "'type'"), "the field 'type' is missing")
    t.equal(problems("streams:\n- retriever: {requester: {url_base: x}}\n"
      .. "  state_migrations: [{a: 1}]\n", "'type'"), nil)
  end,
  ["parameters that are no mapping are refused"] = function(t)
    for value, kind in pairs({ ["[]"] = "list", ["null"] = "NoneType", ["''"] = "str" }) do
      local ok, err = pcall(load, ("streams: [{$parameters: %s}]\n"):format(value))
      t.equal(ok, false)
      t.equal(err.message, ("'%s' object is not a mapping"):format(kind))
    end
  end,
  ["missing types are filled where there is a default"] = function(t)
    local stream = load("streams:\n- retriever: {requester: {url_base: x}}\n").root.streams[1]
    t.equal(stream.type, "DeclarativeStream")
    t.equal(stream.retriever.type, "SimpleRetriever")
    t.equal(stream.retriever.requester.type, "HttpRequester")
  end,
  ["parameters fill what is missing or empty, the nearest wins"] = function(t)
    local root = load([[
streams:
- $parameters: {name: a, path: outer, primary_key: id}
  primary_key: ""
  retriever:
    $parameters: {path: inner}
    requester: {}
]]).root
    local stream = root.streams[1]
    t.equal(stream.name, "a")
    t.equal(stream.primary_key, "id")
    t.equal(stream.retriever.requester.path, "inner")
    t.equal(encoded(stream.retriever.requester["$parameters"]),
      '{"name":"a","path":"inner","primary_key":"id"}')
  end,
  ["a parameter is withheld below the field of its name"] = function(t)
    local text = "streams:\n- $parameters: {retriever: x}\n  retriever: {requester: {}}\n"
    local root = load(text).root
    t.equal(root.streams[1].retriever.requester.retriever, nil)
  end,
  ["JSON schemas are left alone"] = function(t)
    local text = "spec:\n  $parameters: {k: v}\n  connection_specification:\n    type: object\n"
    local root = load(text).root
    t.equal(encoded(root.spec.connection_specification), '{"type":"object"}')
  end,
}
