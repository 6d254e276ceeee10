--- The streams that a read is about: the catalog's, narrowed by --stream, all known.
local json = require("host.json")
local lists = require("util.lists")
local suggest = require("util.suggest")

local choice = {}

local function static_names(manifest)
  if manifest.dynamic_streams ~= nil or not json.is_array(manifest.streams) then
    return nil
  end
  local names = {}
  for _, stream in ipairs(manifest.streams) do
    local name = json.is_object(stream) and stream.name
    if type(name) ~= "string" or name:find("{{", 1, true) then
      return nil
    end
    names[#names + 1] = name
  end
  return names
end

-- Names of all streams: from the manifest when it tells them, else from discover.
local function known_names(job)
  local names = static_names(job.connector.manifest)
  if names then
    return names
  end
  local found, message, code, details = require("cli.runtimes").discover(job)
  if not found then
    return nil, message, code, details
  end
  names = {}
  for i, stream in ipairs(found.catalog.streams) do
    names[i] = stream.name
  end
  return names
end

local function unknown(name, names, where)
  local hint = suggest.hint(name, names) or "streams: " .. table.concat(names, ", ")
  return nil, ("%s: there is no stream '%s'"):format(where, name), "invalid", { hint = hint }
end

local function entry_for(catalog, name)
  for _, entry in ipairs(catalog.streams) do
    if entry.stream.name == name then
      return entry
    end
  end
  return json.new_object({
    { "stream", json.new_object({
      { "name", name },
      { "json_schema", json.new_object() },
      { "supported_sync_modes", json.new_array({ "full_refresh" }) },
    }) },
    { "sync_mode", "full_refresh" },
    { "destination_sync_mode", "overwrite" },
  })
end

--- Narrow job.catalog to `wanted` (all of it when empty); every name must be known.
---@param job table of cli.job
---@param wanted string[] names
---@return true|nil ok, string|nil message, string|nil code, table|nil details
function choice.apply(job, wanted)
  local names, message, code, details = known_names(job)
  if not names then
    return nil, message, code, details
  end
  for _, entry in ipairs(job.catalog.streams) do
    if not lists.contains(names, entry.stream.name) then
      return unknown(entry.stream.name, names, job.catalog_shown)
    end
  end
  if #wanted > 0 then
    local streams, taken = json.new_array(), {}
    for _, name in ipairs(wanted) do
      if not lists.contains(names, name) then
        return unknown(name, names, "--stream")
      end
      if not taken[name] then
        taken[name] = true
        streams[#streams + 1] = entry_for(job.catalog, name)
      end
    end
    job.catalog = json.new_object({ { "streams", streams } })
  end
  return true
end

return choice
