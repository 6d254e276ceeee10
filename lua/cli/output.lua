--- What a command prints: lines, tables, JSON; colours; no control characters
--- from elsewhere.
local output = {}
output.__index = output

local colors = { bold = 1, dim = 2, red = 31, green = 32, yellow = 33, blue = 34, cyan = 36 }

local styled = {
  __tostring = function(self)
    return self.text
  end,
}

--- Text without what could steer a terminal: C0 and C1 controls, and the marks
--- that turn the direction of text around. Newlines and tabs stay.
---@param text string
---@return string
function output.clean(text)
  if not text:find("[%c\xc2\xe2]") then
    return text
  end
  text = text:gsub("[%z\1-\8\11-\31\127]", ""):gsub("\xc2[\x80-\x9f]", "")
  return (text:gsub("\xe2\x80[\xaa-\xae]", ""):gsub("\xe2\x81[\xa6-\xa9]", ""))
end

--- Text on one line: newlines and tabs become blanks.
---@param text string
---@return string
function output.one_line(text)
  text = output.clean(text)
  return text:find("[\n\t]") and text:gsub("%s*[\n\t]%s*", " ") or text
end

--- An output that writes through `write`.
---@param options table write (function), color, width, schema, indent, is_terminal
---@return table
function output.new(options)
  return setmetatable(options, output)
end

--- Text in a colour (bold dim red green yellow blue cyan), for `line` and `table`.
---@param name string one of the colours
---@param text string
---@return table
function output:style(name, text)
  text = output.clean(tostring(text))
  if self.color then
    text = ("\27[%dm%s\27[0m"):format(colors[name], text)
  end
  return setmetatable({ text = text }, styled)
end

local function is_styled(value)
  return getmetatable(value) == styled
end

local function safe(value)
  if type(value) == "string" then
    return output.clean(value)
  end
  return is_styled(value) and value.text or value
end

--- A line, formatted as string.format does when there are arguments.
---@param format string
---@param ... any
function output:line(format, ...)
  if select("#", ...) == 0 then
    self.write(tostring(safe(format == nil and "" or format)) .. "\n")
    return
  end
  local arguments = table.pack(...)
  for i = 1, arguments.n do
    arguments[i] = safe(arguments[i])
  end
  self.write(format:format(table.unpack(arguments, 1, arguments.n)) .. "\n")
end

--- Text as it is, without a newline of its own.
---@param text string
function output:raw(text)
  self.write(text)
end

local function visible(text)
  return utf8.len(text) or #text
end

local function cell(value)
  if is_styled(value) then
    return value.text, visible((value.text:gsub("\27%[%d+m", "")))
  end
  local text = value == nil and "" or output.one_line(tostring(value))
  return text, visible(text)
end

--- Rows in columns. A row is a list, or a mapping when `columns` name its keys:
--- a column is a text (the title; its key in lower case) or { key, title, as_it_is = true }
--- when the title keeps its small letters.
---@param rows table[]
---@param columns table[]|nil
function output:table(rows, columns)
  local grid, widths = {}, {}
  local function add(values, count)
    local line = {}
    for i = 1, count do
      local text, width = cell(values[i])
      line[i] = { text = text, width = width }
      widths[i] = math.max(widths[i] or 0, width)
    end
    grid[#grid + 1] = line
  end
  local count = columns and #columns or 0
  if columns then
    local titles = {}
    for i, column in ipairs(columns) do
      local title = type(column) == "table"
        and (column.title or column[2] or column.key or column[1]) or column
      title = tostring(title)
      local as_it_is = type(column) == "table" and column.as_it_is
      titles[i] = self:style("bold", as_it_is and title or title:upper())
    end
    add(titles, count)
  end
  for _, row in ipairs(rows) do
    local values = row
    if columns and (rawlen(row) == 0 or require("host.json").is_object(row)) then
      values = {}
      for i, column in ipairs(columns) do
        values[i] = row[type(column) == "table" and (column.key or column[1]) or column:lower()]
      end
    end
    add(values, columns and count or #row)
  end
  for _, line in ipairs(grid) do
    local parts = {}
    for i, part in ipairs(line) do
      parts[i] = part.text .. (i < #line and (" "):rep(widths[i] - part.width) or "")
    end
    local text = table.concat(parts, "  ")
    self.write((text:find("%s", -1) and text:gsub("%s+$", "") or text) .. "\n")
  end
end

local function with_schema(value, schema)
  local json = require("host.json")
  if type(value) ~= "table" or json.is_array(value) or value.schema ~= nil
    or (#value > 0 and not json.is_object(value)) then
    return value
  end
  local document = json.new_object({ { "schema", schema } })
  if json.is_object(value) then
    for key, member in pairs(value) do
      document[key] = member
    end
    return document
  end
  local names = {}
  for key in pairs(value) do
    names[#names + 1] = key
  end
  table.sort(names)
  for _, key in ipairs(names) do
    document[key] = value[key]
  end
  return document
end

--- A value as one JSON document. A mapping gets the command's "schema" member
--- when it has none.
---@param value any
function output:json(value)
  local json = require("host.json")
  if self.schema then
    value = with_schema(value, self.schema)
  end
  self.write(json.encode(value, self.indent and { indent = self.indent } or nil) .. "\n")
end

return output
