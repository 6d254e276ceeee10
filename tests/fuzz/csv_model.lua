--- CSV once more, in Lua and by values: what host.rows is held against.
local json = require("host.json")

local csv = {}

local BREAKS = "[\r\n]"

local function with_line_feeds(text)
  return (text:gsub("\r\n?", "\n"))
end

--- Reads a quoted part from after its opening quote. A quote that is never closed runs to the end.
local function quoted(text, at)
  local parts = {}
  while true do
    local stop = text:find('"', at, true)
    if not stop then
      parts[#parts + 1] = with_line_feeds(text:sub(at))
      return table.concat(parts), #text + 1
    end
    parts[#parts + 1] = with_line_feeds(text:sub(at, stop - 1))
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

local function lines(text, delimiter)
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

local function row_of(header, fields, empty)
  local row = json.new_object()
  for index, name in ipairs(header) do
    local value = fields[index]
    row[name] = (value == nil or empty[value]) and json.null or value
  end
  if #fields > #header then
    row["null"] = json.new_array(table.move(fields, #header + 1, #fields, 1, {}))
  end
  return row
end

--- @param text string UTF-8
--- @param none table a list of cells that stand for null
--- @return table records a list
function csv.records(text, delimiter, none)
  local empty = {}
  for _, value in ipairs(none) do
    empty[value] = true
  end
  local rows, header = {}, nil
  for fields in lines(text, delimiter) do
    if header and #fields > 0 then
      rows[#rows + 1] = row_of(header, fields, empty)
    end
    header = header or fields
  end
  return rows
end

return csv
