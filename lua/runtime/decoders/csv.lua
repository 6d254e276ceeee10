--- Delimited text, read the way Python's csv module reads it in its "excel" dialect.
---
--- Fields may be quoted with `"`, a doubled quote stands for one, quoted fields may hold line
--- breaks, and a quote inside an unquoted field is an ordinary character.
local csv = {}

local BREAKS = "[\r\n]"

--- Reads a quoted part from after its opening quote. A quote that is never closed runs to the end.
local function quoted(text, at)
  local parts = {}
  while true do
    local stop = text:find('"', at, true)
    if not stop then
      parts[#parts + 1] = text:sub(at)
      return table.concat(parts), #text + 1
    end
    parts[#parts + 1] = text:sub(at, stop - 1)
    if text:sub(stop + 1, stop + 1) ~= '"' then
      return table.concat(parts), stop + 1
    end
    parts[#parts + 1] = '"'
    at = stop + 2
  end
end

--- Reads one field from `at`; returns it and where its delimiter, line break or the end is.
local function field(text, at, stops)
  local value = ""
  if text:sub(at, at) == '"' then
    value, at = quoted(text, at + 1)
  end
  local stop = text:find(stops, at) or #text + 1
  return value .. text:sub(at, stop - 1), stop
end

local function after_break(text, at)
  if text:sub(at, at + 1) == "\r\n" then
    return at + 2
  end
  return at + 1
end

--- Reads one line from `at`: its fields and where the next one begins.
local function line(text, at, delimiter, stops)
  local fields = {}
  if text:find("^" .. BREAKS, at) then
    return fields, after_break(text, at)
  end
  while true do
    fields[#fields + 1], at = field(text, at, stops)
    if text:sub(at, at) ~= delimiter then
      return fields, after_break(text, at)
    end
    at = at + 1
  end
end

--- An iterator over the lines of a text, each a plain list of fields; {} for an empty line.
--- @param delimiter string one byte
function csv.lines(text, delimiter)
  local at = 1
  local stops = "[\r\n" .. delimiter:gsub("%W", "%%%0") .. "]"
  return function()
    if at > #text then
      return nil
    end
    local fields
    fields, at = line(text, at, delimiter, stops)
    return fields
  end
end

return csv
