--- What a stream of a sync has received and nobody else sees yet: counted records and the keys
--- that tell them apart. Where they lie is the destination's matter.
local json = require("host.json")
local value = require("util.value")

local stage = {}

local function member(record, path)
  for _, key in ipairs(path) do
    record = json.is_object(record) and record[key] or nil
  end
  return record
end

--- The primary key of a record as text; nil when a part of it is missing.
---@param data string the record as JSON
---@param primary_key table list of paths
---@return string|nil
function stage.key(data, primary_key)
  local record = json.decode(data)
  local parts = {}
  for i, path in ipairs(primary_key) do
    local part
    if json.is_array(path) then
      part = member(record, path)
    else
      part = json.is_object(record) and record[path] or nil
    end
    if part == nil or part == json.null then
      return nil
    end
    parts[i] = type(part) == "string" and json.encode(part) or value.canonical(part)
  end
  return table.concat(parts, ",")
end

local HEAD = '{"type":"RECORD","record":{"stream":'

--- Takes a RECORD line of the runtime apart; the record's bytes stay as they came.
---@param line string
---@return string|nil stream nil when it is no RECORD
---@return string data
---@return integer emitted_at milliseconds
function stage.record(line)
  if line:sub(1, #HEAD) == HEAD then
    local name, start = line:match('^"([^"\\]*)","data":()', #HEAD + 1)
    local stop, emitted = line:match('(),"emitted_at":(%d+)}}$')
    if name and stop then
      return name, line:sub(start, stop - 1), math.tointeger(tonumber(emitted))
    end
  end
  local message = json.decode(line)
  local record = json.is_object(message) and message.type == "RECORD" and message.record
  if not record then
    return nil
  end
  return record.stream, json.encode(record.data), math.tointeger(record.emitted_at)
end

return stage
