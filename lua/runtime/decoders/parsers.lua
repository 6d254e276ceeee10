--- Bodies from bytes: what the decoders of files and lines are made of.
---
--- A parser is a function (text) -> plain list of JSON values. The decoders Gzip, Zipfile and
--- CompositeRaw put one around another.
local encoding = require("runtime.decoders.encoding")
local failure = require("runtime.failure")
local json = require("host.json")

local parsers = {}

--- Called with (level, text) for what goes wrong without failing the stream.
local function no_log() end

--- One document; the elements of a list are bodies. Unlike JsonDecoder it fails on bad JSON.
function parsers.json()
  return function(text)
    local value = json.decode(text)
    if value == nil or value == json.null then
      failure.raise({
        message = "Response JSON data failed to be parsed. See logs for more information.",
        internal = "Response JSON data failed to be parsed.",
      })
    end
    return json.is_array(value) and value or { value }
  end
end

--- One document a line; lines that cannot be read are passed over with a warning.
function parsers.json_lines(log)
  log = log or no_log
  return function(text)
    local bodies = {}
    for line in text:gmatch("[^\n]+") do
      local value, reason = json.decode(line)
      if value ~= nil then
        bodies[#bodies + 1] = value
      else
        log("WARN", ("Cannot decode/parse line %q as JSON, error: %s"):format(line, reason))
      end
    end
    return bodies
  end
end

local function items_at(value, path)
  for segment in path:gmatch("[^.]+") do
    value = json.is_object(value) and value[segment] or nil
  end
  return json.is_array(value) and value or {}
end

--- The elements of the list at a dotted path of one document.
function parsers.json_items(path, name)
  return function(text)
    local value, reason = json.decode(encoding.decode(text, name))
    if value == nil then
      failure.raise({ class = "IncompleteJSONError", message = "parse error: " .. reason })
    end
    return items_at(value, path)
  end
end

--- The delimiter as one byte; `\t` and `\x01` may be written as escapes.
local function delimiter_of(text)
  local escapes = { t = "\t", n = "\n", r = "\r", ["\\"] = "\\", ["0"] = "\0" }
  text = text:gsub("^\\x(%x%x)$", function(digits)
    return string.char(tonumber(digits, 16))
  end)
  text = text:gsub("^\\(.)$", escapes)
  if #text ~= 1 then
    failure.raise({ class = "TypeError", message = '"delimiter" must be a 1-character string' })
  end
  return text
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

--- A header line and a record a line: missing cells are null, surplus ones a list under "null".
--- @param options table `delimiter`, `encoding`, `set_values_to_none` (list)
function parsers.csv(options)
  local lines = require("runtime.decoders.csv").lines
  local empty = {}
  for _, value in ipairs(options.set_values_to_none or {}) do
    empty[value] = true
  end
  return function(text)
    local delimiter = delimiter_of(options.delimiter or ",")
    local rows, header = {}, nil
    for fields in lines(encoding.decode(text, options.encoding or "utf-8"), delimiter) do
      if header and #fields > 0 then
        rows[#rows + 1] = row_of(header, fields, empty)
      end
      header = header or fields
    end
    return rows
  end
end

--- Compressed or not, by the first two bytes.
function parsers.gzip(inner)
  return function(text)
    if text:sub(1, 2) == "\x1F\x8B" then
      local plain, reason = require("host.archive").gunzip(text)
      if not plain then
        local cut = reason:find("ends too early", 1, true)
        failure.raise({
          class = cut and "EOFError" or "BadGzipFile",
          message = cut and "Compressed file ended before the end-of-stream marker was reached"
            or reason,
        })
      end
      text = plain
    end
    return inner(text)
  end
end

local MAKERS = {
  JsonDecoder = parsers.json,
  JsonlDecoder = function(_, log)
    return parsers.json_lines(log)
  end,
  JsonItemsDecoder = function(node)
    return parsers.json_items(node.items_path, node.encoding or "utf-8")
  end,
  CsvDecoder = parsers.csv,
  GzipDecoder = function(node, log)
    return parsers.gzip(parsers.of(node.decoder, log))
  end,
}

--- The parser that a decoder's node describes. Raises a ValueError where the type has none.
function parsers.of(node, log)
  local make = MAKERS[node.type]
  if not make then
    failure.value_error(("Decoder type %s does not have parser associated to it"):format(node.type))
  end
  return make(node, log)
end

return parsers
