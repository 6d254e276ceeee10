--- The commands of the protocol (§2): spec, check, discover, read over files.
local failure = require("runtime.failure")
local fs = require("host.fs")
local json = require("host.json")
local messages_of = require("runtime.messages")
local source_of = require("runtime.source")

local protocol = {}

local function read_text(path, read)
  local text, message = (read or fs.read)(path)
  if not text then
    failure.raise({ class = "FileNotFoundError", message = message })
  end
  return text
end

local function read_json(path, read)
  local value, message = json.decode(read_text(path, read))
  if value == nil then
    local text = "Could not read json file %s: %s. Please ensure that it is a valid JSON."
    failure.value_error(text:format(path, message))
  end
  return value
end

local function read_manifest(path, read)
  local value, doc = require("util.json_places").decode(read_text(path, read), path)
  if value == nil then
    failure.value_error(("Failed to load manifest file from %s: %s"):format(path, tostring(doc)))
  elseif not json.is_object(value) then
    failure.value_error(
      ("Failed to load manifest file from %s: Manifest must be a dictionary"):format(path)
    )
  end
  return value, doc
end

local function manifest_of(arguments, config)
  if arguments.manifest_path then
    return read_manifest(arguments.manifest_path, arguments.read)
  end
  local injected = config and config[source_of.INJECTED]
  if injected == nil then
    failure.value_error(("Invalid config: `%s` should be provided at the root of the config or "
      .. "using the --manifest-path argument."):format(source_of.INJECTED))
  elseif not json.is_object(injected) then
    failure.value_error(("Invalid config: `%s` should be a dictionary"):format(source_of.INJECTED))
  end
  return json.copy(injected)
end

--- Where the image of a connector keeps its manifest.
local BUNDLED = "/airbyte/integration_code/source_declarative_manifest/manifest.yaml"

local function folder_of(path)
  return path and (path:match("^(.*)/[^/]*$") or ".")
end

--- Where components.lua is, or would be: in the folder of the manifest, or where --components-path
--- leads.
local function place_of_components(arguments)
  local folder = arguments.given and arguments.given.folder or folder_of(arguments.manifest_path)
  local given = arguments.components_path
  local beside = given and (given:match("^(.*/)[^/]*$") or "") or folder and folder .. "/"
  return beside and {
    folder = folder or ".",
    shown = arguments.given and arguments.given.name:gsub("[^/]*$", "components.lua"),
    path = given and given:find("%.lua$") and given or beside .. "components.lua",
    python = given and given:find("%.py$") and given or beside .. "components.py",
  }
end

--- Documents that the caller has read already.
local function open_given(arguments, messages)
  local given = arguments.given
  given.messages = messages
  given.components, given.save_config = arguments.components, arguments.save_config
  given.staging = arguments.staging
  given.inject, given.drops = given.config ~= nil, source_of.INJECTED
  local opened, source = pcall(source_of.open, given)
  if opened then
    return source
  end
  local line, column
  if failure.is(source) and source.reference and given.doc then
    line, column = given.doc:locate(source.node, source.field)
  end
  if line then
    source.message = ("%s:%d:%d: %s"):format(given.name, line, column,
      source.told or source.message)
  end
  error(source, 0)
end

local function read_config(path, read)
  local config = read_json(path, read)
  if not json.is_object(config) then
    failure.value_error(("The content of %s is not an object and therefore is not a valid config. "
      .. "Please ensure the file represent a config."):format(path))
  end
  return config
end

-- The file of --catalog or --state, nil where it is not given.
local function read_shaped(name, arguments)
  local path = arguments[name]
  return path
    and require("runtime.commands.input_shapes")[name](read_json(path, arguments.read)) or nil
end

local function open(arguments, messages)
  if arguments.given then
    return open_given(arguments, messages)
  end
  local config = arguments.config and read_config(arguments.config, arguments.read)
  local catalog, state = read_shaped("catalog", arguments), read_shaped("state", arguments)
  local manifest, doc = manifest_of(arguments, config)
  return source_of.open({
    manifest = manifest,
    doc = doc,
    name = arguments.manifest_path,
    folder = folder_of(arguments.manifest_path),
    components = arguments.components,
    config = config,
    config_path = arguments.config,
    save_config = arguments.save_config,
    staging = arguments.staging,
    catalog = catalog,
    state = state,
    messages = messages,
    inject = config ~= nil,
    no_retries = arguments.no_retries,
  })
end

local commands = {}

function commands.spec(source, messages)
  local spec = source:spec()
  if not spec then
    failure.raise({
      class = "FileNotFoundError",
      message = "Unable to find a spec in the manifest.",
    })
  end
  messages:write({ type = "SPEC", spec = spec })
end

local function config_status(messages, failed)
  messages:connection_status("FAILED", messages:mask(failed.message or ""))
end

local function is_config_error(failed)
  return failure.is_traced(failed) and failed.type == "config_error"
end

-- An error that is meant for users is told here too where it ends the command after all.
local function refuse_check(messages, failed)
  if failure.is_traced(failed) then
    messages:error({
      message = messages:mask(failed.message),
      internal = failed.internal and messages:mask(failed.internal),
      type = failed.type,
      stack = failed.stack,
    })
  end
  if not is_config_error(failed) then
    error(failed, 0)
  end
  return config_status(messages, failed)
end

function commands.check(source, messages)
  local valid, problem = xpcall(source.validate_config, failure.handler, source)
  if not valid then
    local failed = failure.from(problem)
    if not is_config_error(failed) then
      error(failed, 0)
    end
    return config_status(messages, failed)
  end
  local ran, succeeded, text = xpcall(source.check, failure.handler, source)
  if not ran then
    return refuse_check(messages, failure.from(succeeded))
  end
  messages:log(succeeded and "INFO" or "ERROR", succeeded and "Check succeeded" or "Check failed")
  messages:connection_status(succeeded and "SUCCEEDED" or "FAILED", text)
end

function commands.discover(source, messages)
  source:validate_config()
  local catalog
  require("runtime.scheduler").run(function()
    catalog = source:discover()
  end)
  messages:write({ type = "CATALOG", catalog = catalog })
end

function commands.read(source)
  source:validate_config()
  source:read()
end

--- Where there is a components.lua the command runs in a child process (custom/confined.lua); in
--- there `components` has it, `read` gives the files and `save_config` takes a changed config.
--- @param command string spec, check, discover or read
--- @param arguments table config, catalog, state, manifest_path, components_path (paths), debug,
---   sink (function of a line; standard output when absent), given (in place of paths: the options
---   of source.open)
--- @return integer exit status
function protocol.run(command, arguments)
  if not arguments.manifest_path and not arguments.given and fs.kind(BUNDLED) == "file" then
    arguments = setmetatable({ manifest_path = BUNDLED }, { __index = arguments })
  end
  local is_child = arguments.components ~= nil
  if not is_child then
    local place = place_of_components(arguments)
    if place and fs.kind(place.path) == "file" then
      return require("runtime.custom.confined").run(command, arguments, place)
    end
    arguments.components = place
  end
  local messages = messages_of.new({
    sink = arguments.sink,
    debug = arguments.debug,
    masks_all = arguments.given ~= nil or is_child,
  })
  if command == "spec" and not arguments.given then
    if not arguments.manifest_path then
      messages:write({ type = "SPEC", spec = require("runtime.commands.generic_spec") })
      return 0
    end
    arguments.config, arguments.catalog, arguments.state = nil, nil, nil
  end
  return protocol.run_open(command, arguments, messages)
end

--- Opens the source and runs one command on it. @return integer exit status
function protocol.run_open(command, arguments, messages)
  require("runtime.commands.head_start")(command)
  local opened, source = xpcall(open, failure.handler, arguments, messages)
  if not opened then
    require("runtime.commands.problems").at_start(messages, source)
    return 1
  end
  if command ~= "spec" then
    source:hide_secrets()
  end
  local ok, err = xpcall(commands[command], failure.handler, source, messages)
  if not ok then
    require("runtime.commands.problems").uncaught(messages, err)
    return 1
  end
  return 0
end

return protocol
