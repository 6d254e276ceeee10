--- What a command prints: lines, tables, JSON; colours; no control characters
--- from elsewhere.
local output = {}
output.__index = output

local colors = { bold = 1, dim = 2, red = 31, green = 32, yellow = 33, blue = 34, cyan = 36 }

local styled = {
  is_styled = true, -- for the tables
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

--- Rows in columns. A row is a list, or a mapping when `columns` name its keys:
--- a column is a text (the title; its key in lower case) or { key, title, as_it_is = true }
--- when the title keeps its small letters.
---@param rows table[]
---@param columns table[]|nil
function output:table(rows, columns)
  require("cli.output_table")(self, rows, columns)
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
