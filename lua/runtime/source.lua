--- A connector that is open: its manifest, its config, and the commands of the protocol.
---
---   source.open{ manifest = value, doc =, name =, folder =, components =, config =, config_path =,
---                save_config =, drops =, catalog =, state =, messages =, inject = }
---                    -> source, or raises a failure
---   source:spec()      content of SPEC, nil when the manifest has none
---   source:check()     true, or false and the message of CONNECTION_STATUS
---   source:discover()  content of CATALOG
---   source:read()      reads; raises a failure at the end when a stream failed
local build_context = require("runtime.manifest.build")
local failure = require("runtime.failure")
local json = require("host.json")
local manifests = require("runtime.manifest")
local messages_of = require("runtime.messages")
local parameters = require("runtime.manifest.parameters")
local runs = require("runtime.run")
local stream_groups = require("util.later")("runtime.streams.groups")

local source = {}
source.__index = source

--- The key of a config that holds the manifest in the reference's remote mode.
source.INJECTED = "__injected_declarative_manifest"

local NO_KEY = {}

local function prepare_config(self, options)
  local config = options.config or json.new_object()
  if options.inject then
    config[source.INJECTED] = options.manifest
  end
  self.config = config
  self.run.config = config
end

--- The members of a config, not copied any deeper: as in the reference a migration that only
--- changes something within a member that is there goes unannounced, and is done at every start.
local function shallow_copy(config)
  local copy = json.new_object()
  for key, value in pairs(config) do
    copy[key] = value
  end
  return copy
end

--- Migrations change the file and print one CONTROL; transformations do not.
local function migrate_config(self)
  local spec = self.spec_component
  if not spec or json.size(self.config) == 0 then
    return
  end
  local before = shallow_copy(self.config)
  spec:migrate(self.config)
  if not json.equal(before, self.config) then
    self.run:update_config(self.config)
  end
  spec:transform(self.config)
end

function source:new_build(fields)
  local context = { config = self.config, run = self.run, manifest = self.manifest }
  for key, value in pairs(fields or NO_KEY) do
    context[key] = value
  end
  return build_context.new(context)
end

--- Worker count: the manifest's, or two.
local function workers_of(self)
  local level = self.root.concurrency_level
  if not json.is_object(level) then
    return 2
  end
  return self:new_build():component(level):workers()
end

--- @param options table see above; `no_retries` switches retries off
function source.open(options)
  local self = setmetatable({}, source)
  self.messages = options.messages or messages_of.new()
  local file = { value = options.manifest, doc = options.doc, name = options.name }
  self.manifest = manifests.load(file)
  require("runtime.commands.start_checks").run(self.manifest, self.messages)
  self.root = self.manifest.root
  self.catalog = options.catalog
  self.run = runs.new({
    messages = self.messages,
    config_path = options.config_path,
    states = require("runtime.commands.input_state").parse(options.state),
    catalog = options.catalog,
    folder = options.folder,
    components = options.components,
    save_config = options.save_config,
    drops = options.drops,
    staging = options.staging,
    no_retries = options.no_retries,
    max_pages = options.max_pages,
    request_timeout = options.request_timeout,
    sealed = options.sealed,
    root = self.root,
  })
  prepare_config(self, options)
  if json.is_object(self.root.spec) then
    self.spec_component = self:new_build():component(self.root.spec)
  end
  migrate_config(self)
  if json.size(self.config) > 0 then
    self.workers = workers_of(self)
  end
  return self
end

function source:spec()
  return self.spec_component and self.spec_component:generate()
end

--- The config's secrets are masked from here on.
function source:hide_secrets()
  if self.spec_component then
    local schema = self.spec_component.connection_specification
    for _, secret in ipairs(require("runtime.secrets").of(schema, self.config)) do
      self.messages:add_secret(secret)
    end
  end
end

--- Raises a config error when the config does not fit the spec's JSON schema.
function source:validate_config()
  if not self.spec_component then
    return
  end
  local shown = json.new_object()
  for key, value in pairs(self.config) do
    if key ~= "_limit" and key ~= "_page_size" and key ~= source.INJECTED then
      shown[key] = value
    end
  end
  local schema = self.spec_component.connection_specification
  local message = require("runtime.json_schema").validate(schema, shown)
  if message then
    failure.raise({
      type = "config_error",
      message = "Config validation error: " .. message,
      internal = message,
    })
  end
end

local function conditional(self, node, list)
  local condition = self:new_build():boolean(node, "condition")
  if condition and condition:eval() then
    for _, stream in ipairs(node.streams or {}) do
      list[#list + 1] = stream
    end
  end
end

--- The nodes of the streams that the manifest lists, conditions judged.
function source:static_nodes()
  local list = {}
  for _, node in ipairs(self.root.streams or {}) do
    if node.type == "ConditionalStreams" then
      conditional(self, node, list)
    else
      list[#list + 1] = node
    end
  end
  return list
end

function source:dynamic_nodes()
  if parameters.is_falsy(self.root.dynamic_streams) then
    return {}
  end
  return require("runtime.streams.dynamic").expand(self.root, self:new_build())
end

--- Config validations and the call budget: before streams are built.
function source:prepare()
  if self.spec_component then
    self.spec_component:validate(self.config_as_given or self.config)
  end
  if json.is_object(self.root.api_budget) and not self.run.budget then
    self.run.budget = self:new_build():component(self.root.api_budget)
  end
  if not self.run.cache then
    self.run.cache = require("runtime.http.reply_cache").new()
  end
end

-- A component that the language does not know fails its own stream only.
local function build_stream(context, node)
  local ok, made = xpcall(context.component, failure.handler, context, node)
  if ok then
    return made
  elseif type(made) == "table" and made.unknown_component then
    return require("runtime.streams.stream").broken(node, made, context)
  end
  error(made, 0)
end

--- @param nodes table list of stream nodes; @param all table all of which there are
--- @return table list of streams
function source:build_streams(nodes, all)
  nodes = require("runtime.streams.parent_replies").keep(nodes, all, self.manifest.origins)
  self.groups = stream_groups.new(self.root)
  self.groups:check(nodes)
  local streams, context = {}, self:new_build()
  for index, node in ipairs(nodes) do
    streams[index] = build_stream(context, node)
  end
  return streams
end

--- All streams: those of the manifest, then the dynamic ones.
function source:streams()
  self:prepare()
  local nodes = self:static_nodes()
  for _, node in ipairs(self:dynamic_nodes()) do
    nodes[#nodes + 1] = node
  end
  return self:build_streams(nodes, nodes)
end

function source:discover()
  return require("runtime.commands.catalog").of(self:streams())
end

function source:check()
  return require("runtime.commands.check").run(self)
end

local function select_streams(self, streams)
  local by_name, selected = {}, {}
  for _, stream in ipairs(streams) do
    by_name[stream.name] = stream
  end
  local missing = {}
  for _, entry in ipairs(self.catalog and self.catalog.streams or {}) do
    local stream = by_name[entry.stream.name]
    local list = stream and selected or missing
    list[#list + 1] = stream or entry.stream.name
  end
  return selected, missing
end

function source:read()
  local selected, missing = select_streams(self, self:streams())
  self.run.states = {}
  if #selected == 0 then
    return
  end
  require("runtime.commands.read_loop").run(selected, {
    messages = self.messages,
    workers = self.workers or 2,
    generators = math.max((self.workers or 2) // 2, 1),
    groups = self.groups,
    missing = missing,
  })
end

return source
