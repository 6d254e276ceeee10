--- What a connection says: its destination, its streams and how each of them is synced.
local json = require("host.json")
local path = require("util.path")
local suggest = require("util.suggest")

local connection = {}

--- The sync modes by the names of Airbyte's API: how it is read, how it is written.
connection.MODES = {
  full_refresh_overwrite = { read = "full_refresh", write = "overwrite" },
  full_refresh_append = { read = "full_refresh", write = "append" },
  incremental_append = { read = "incremental", write = "append" },
  incremental_deduped_history = { read = "incremental", write = "append_dedup" },
}

local SHORT = {
  overwrite = "full_refresh_overwrite",
  append = "full_refresh_append",
  incremental = "incremental_append",
  append_dedup = "incremental_deduped_history",
  dedup = "incremental_deduped_history",
  incremental_append_dedup = "incremental_deduped_history",
}

--- The names that a mode may be given by, for messages.
connection.MODE_NAMES = { "overwrite", "append", "incremental", "append_dedup" }

local function mode_of(text)
  return connection.MODES[text] and text or SHORT[text]
end

--- Splits STREAM[:MODE]. A name may hold colons itself.
---@param text string
---@return string name
---@return string|nil mode
function connection.split(text)
  local name, mode = text:match("^(.+):([%l_]+)$")
  if name and mode_of(mode) then
    return name, mode_of(mode)
  end
  return text
end

--- The destination that a text means: {kind, path}.
---@param text string "jsonl:DIR" or "sqlite:FILE"
---@return {kind:string, path:string}|nil
---@return string|nil message
---@return string|nil code
---@return table|nil details
function connection.destination(text)
  local kind, place = tostring(text):match("^(%l+):(.+)$")
  if kind ~= "jsonl" and kind ~= "sqlite" then
    return nil, ("'%s' is no destination"):format(tostring(text)), "invalid",
      { hint = "jsonl:DIR or sqlite:FILE" }
  end
  return { kind = kind, path = place }
end

--- A destination as it is stored: a place in the project stays relative to its folder.
---@param text string as it was typed in the current folder
---@param root string the project's folder
---@return string|nil stored
---@return string|nil message
---@return string|nil code
---@return table|nil details
function connection.stored_destination(text, root)
  local found, message, code, details = connection.destination(text)
  if not found then
    return nil, message, code, details
  end
  local absolute = path.absolute(found.path)
  return ("%s:%s"):format(found.kind, path.below(absolute, root) or absolute)
end

--- The place of a stored destination.
---@param text string
---@param root string
---@return {kind:string, path:string}|nil
---@return string|nil message
---@return string|nil code
function connection.place(text, root)
  local found, message, code, details = connection.destination(text)
  if found and found.path:sub(1, 1) ~= "/" then
    found.path = path.normalize(root .. "/" .. found.path)
  end
  return found, message, code, details
end

--- The place of a stored destination for a server, whose clients name it: it stays below `root`.
---@param text string
---@param root string
---@return {kind:string, path:string}|nil
---@return string|nil message
---@return string|nil code
function connection.place_within(text, root)
  local found, message, code = connection.destination(text)
  if not found then
    return nil, message, code
  elseif ("/" .. found.path):find("/[./]") or found.path:find("[%z\1-\31\127]") then
    return nil, ("destination %s: a path below the server's folder for destinations is expected, "
      .. "without parts that begin with '.'"):format(text), "invalid"
  end
  found.path = root .. "/" .. found.path
  return found
end

local function is_filled(list)
  return json.is_array(list) and #list > 0
end

local function is_incremental(stream)
  for _, mode in ipairs(json.is_array(stream.supported_sync_modes) and stream.supported_sync_modes
    or {}) do
    if mode == "incremental" then
      return true
    end
  end
  return false
end

-- The best that a stream can do.
local function default_mode(stream)
  if not is_incremental(stream) then
    return "full_refresh_overwrite"
  end
  return is_filled(stream.source_defined_primary_key) and "incremental_deduped_history"
    or "incremental_append"
end

local function refusal(stream, mode)
  local how = connection.MODES[mode]
  if how.read == "incremental" and not is_incremental(stream) then
    return ("stream '%s' cannot be read incrementally"):format(stream.name)
  elseif how.write == "append_dedup" and not is_filled(stream.source_defined_primary_key) then
    return ("stream '%s' has no primary key to deduplicate by"):format(stream.name)
  end
  return nil
end

local function by_name(catalog)
  local streams, names = {}, {}
  for i, stream in ipairs(catalog.streams) do
    streams[stream.name], names[i] = stream, stream.name
  end
  return streams, names
end

--- The streams of a connection from what was asked for.
---@param catalog table of discover
---@param asked string[] STREAM[:MODE]; every stream when it is empty
---@return table|nil streams a list of {name, syncMode}
---@return string|nil message
---@return string|nil code
---@return table|nil details
function connection.choose(catalog, asked)
  local streams, names = by_name(catalog)
  local chosen, taken = json.new_array(), {}
  for _, text in ipairs(asked[1] and asked or names) do
    local name, mode = text, nil
    if not streams[name] then
      name, mode = connection.split(text)
    end
    local stream = streams[name]
    local word = not stream and streams[text:match("^(.+):") or ""] and text:match("[^:]*$")
    if word then
      return nil, ("--stream: there is no mode '%s'"):format(word), "usage",
        { hint = "modes: overwrite, append, incremental, append_dedup" }
    elseif not stream then
      return nil, ("--stream: there is no stream '%s'"):format(name), "invalid",
        { hint = suggest.hint(name, names) or "streams: " .. table.concat(names, ", ") }
    end
    mode = mode or default_mode(stream)
    local reason = refusal(stream, mode)
    if reason then
      return nil, "--stream: " .. reason, "invalid"
    elseif taken[name] and taken[name] ~= mode then
      return nil, ("--stream: stream '%s' is named twice, with two modes"):format(name), "usage"
    elseif not taken[name] then
      taken[name] = mode
      chosen[#chosen + 1] = json.new_object({ { "name", name }, { "syncMode", mode } })
    end
  end
  return chosen
end

--- The configured catalog of a connection.
---@param catalog table of discover
---@param wanted table[] streams of the connection
---@return table|nil configured
---@return string|nil message
---@return string|nil code
function connection.configured(catalog, wanted)
  local streams = by_name(catalog)
  local list = json.new_array()
  for i, one in ipairs(wanted) do
    local stream, how = streams[one.name], connection.MODES[one.syncMode]
    if not stream or not how then
      return nil, ("the connector has no stream '%s' any more"):format(one.name), "not_found"
    elseif refusal(stream, one.syncMode) then
      return nil, refusal(stream, one.syncMode) .. " any more", "invalid"
    end
    list[i] = json.new_object({ { "stream", stream }, { "sync_mode", how.read },
      { "destination_sync_mode", how.write } })
    if how.read == "incremental" and is_filled(stream.default_cursor_field) then
      list[i].cursor_field = stream.default_cursor_field
    end
    if how.write == "append_dedup" then
      list[i].primary_key = stream.source_defined_primary_key
    end
  end
  return json.new_object({ { "streams", list } })
end

return connection
