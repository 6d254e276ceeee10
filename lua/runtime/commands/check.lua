--- check (§4): the first record of the first slice of each named stream.
local failure = require("runtime.failure")
local json = require("host.json")
local values = require("runtime.interpolation.values")

local check = {}

local NAMES_KEY = "__airbyte_check_stream_names"

local function text_of(err)
  return failure.from(err).message or failure.from(err).internal or ""
end

--- "Encountered an error while …" as the answer of a check.
local function encountered(source, action, err)
  local failed = failure.from(err)
  local text = ("Encountered an error while %s. Error: %s"):format(action, text_of(err))
  source.messages:log("ERROR", text, failed.stack)
  return false, text
end

local function first_slice(stream)
  return stream:slices()()
end

local function first_record(stream, slice)
  return stream:read(slice)()
end

--- @return boolean available, string|nil reason. Raises what is no traced failure.
local function availability(stream)
  local ok, found = xpcall(first_slice, failure.handler, stream)
  if ok and found == nil then
    return false,
      ("Cannot attempt to connect to stream %s - no stream slices were found"):format(stream.name)
  elseif ok then
    ok, found = xpcall(first_record, failure.handler, stream, found)
  end
  if ok then
    return true
  elseif failure.is_traced(failure.from(found)) then
    return false, text_of(found)
  end
  error(found, 0)
end

--- @param label string "Stream" or "Dynamic Stream"; @param action string for unexpected errors
local function try_stream(source, stream, label, action)
  local ok, available, reason = xpcall(availability, failure.handler, stream)
  if not ok then
    return encountered(source, action, available)
  elseif not available then
    local text = ("%s %s is not available: %s"):format(label, stream.name, reason)
    source.messages:log("WARN", text)
    return false, text
  end
  return true
end

local function names_of(source, node)
  local names = source.config[NAMES_KEY]
  if names == nil or (json.is_array(names) and #names == 0) then
    return node.stream_names or {}
  end
  for _, name in ipairs(json.is_array(names) and names or { false }) do
    if type(name) ~= "string" then
      failure.value_error(NAMES_KEY .. " must be a list of strings.")
    end
  end
  return names
end

local function set_of(list)
  local set = {}
  for _, name in ipairs(list) do
    set[name] = true
  end
  return set
end

--- The named streams alone, where all of them are static; else every stream.
local function build_streams(source, node, names)
  local dynamic = node.dynamic_streams_check_configs
  if json.is_array(dynamic) and #dynamic > 0 then
    return source:streams()
  end
  local static = source:static_nodes()
  local wanted, known, selected = set_of(names), {}, {}
  for _, stream in ipairs(static) do
    known[stream.name or ""] = true
    if wanted[stream.name] then
      selected[#selected + 1] = stream
    end
  end
  for _, name in ipairs(names) do
    if not known[name] then
      return source:streams()
    end
  end
  if #names == 0 then
    return source:streams()
  end
  source:prepare()
  return source:build_streams(selected, static)
end

local function by_name(streams)
  local map, names = {}, {}
  for _, stream in ipairs(streams) do
    if not map[stream.name] then
      names[#names + 1] = values.repr(stream.name)
    end
    map[stream.name] = stream
  end
  return map, "[" .. table.concat(names, ", ") .. "]"
end

local function dynamic_name(node, index)
  return node.name or ("dynamic_stream_%d"):format(index - 1)
end

local function generated_streams(source, streams)
  local groups, map = {}, by_name(streams)
  for index, node in ipairs(source.root.dynamic_streams or {}) do
    groups[dynamic_name(node, index)] = {}
  end
  for _, stream in ipairs(streams) do
    local group = groups[stream.node.dynamic_stream_name or false]
    if group then
      group[#group + 1] = map[stream.name]
    end
  end
  return groups
end

local function check_dynamic(source, node, streams)
  local groups = generated_streams(source, streams)
  for _, config in ipairs(node.dynamic_streams_check_configs or {}) do
    local name = config.dynamic_stream_name
    if not groups[name] then
      return false, ("Dynamic stream %s is not found in manifest."):format(name)
    end
    local count = config.stream_count
    for index, stream in ipairs(groups[name]) do
      if math.type(count) ~= "integer" or index <= count then
        local action = "checking availability of dynamic stream " .. stream.name
        local ok, text = try_stream(source, stream, "Dynamic Stream", action)
        if not ok then
          return false, text
        end
      end
    end
  end
  return true
end

--- CheckStream. @return boolean, string|nil the message
function check.streams(source, node)
  if node.stream_names == nil and node.dynamic_streams_check_configs == nil then
    failure.value_error(
      "Expected either stream_names or dynamic_streams_check_configs to be set for CheckStream"
    )
  end
  local names = names_of(source, node)
  local built, streams = xpcall(build_streams, failure.handler, source, node, names)
  if not built then
    return encountered(source, "discovering streams", streams)
  elseif #streams == 0 then
    return false, "No streams to connect to from source"
  end
  local map, list = by_name(streams)
  for _, name in ipairs(names) do
    if not map[name] then
      failure.value_error(
        ("%s is not part of the catalog. Expected one of %s."):format(name, list)
      )
    end
    local action = "checking availability of stream " .. name
    local ok, text = try_stream(source, map[name], "Stream", action)
    if not ok then
      return false, text
    end
  end
  return check_dynamic(source, node, streams)
end

--- CheckDynamicStream. @return boolean, string|nil the message
function check.first_streams(source, node)
  local count = node.stream_count
  source:prepare()
  local nodes = source:static_nodes()
  for _, stream in ipairs(source:dynamic_nodes()) do
    nodes[#nodes + 1] = stream
  end
  local uses = node.use_check_availability ~= false
  local wanted = nodes
  if uses and count >= 1 then
    wanted = { table.unpack(nodes, 1, math.min(count, #nodes)) }
  end
  local streams = source:build_streams(wanted, nodes)
  if #streams == 0 then
    return false, "No streams to connect to from source"
  elseif not uses then
    return true
  end
  for index = 1, math.min(count, #streams) do
    local stream = streams[index]
    local ok, available, reason = xpcall(availability, failure.handler, stream)
    if not ok then
      local text = ("Encountered an error trying to connect to stream %s. Error: %s"):format(
        stream.name,
        text_of(available)
      )
      source.messages:log("ERROR", text)
      return false, text
    elseif not available then
      local text = ("Stream %s is not available: %s"):format(stream.name, reason)
      source.messages:log("WARN", text)
      return false, text
    end
  end
  return true
end

local function run_checker(source, node)
  if node.type == "CheckDynamicStream" then
    return check.first_streams(source, node)
  end
  return check.streams(source, node)
end

--- @param source table an open source
--- @return boolean succeeded, string|nil message as CONNECTION_STATUS shows it
function check.run(source)
  local node = source.root.check
  if not json.is_object(node) then
    failure.value_error("Missing 'check' component definition within the manifest.")
  end
  require("runtime.commands.check_overrides").apply(source, node.config_overrides)
  local ok, text
  require("runtime.scheduler").run(function()
    ok, text = run_checker(source, node)
  end)
  return ok, text and values.repr(text)
end

return check
