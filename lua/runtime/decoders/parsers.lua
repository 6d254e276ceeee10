--- Bodies from bytes: what the decoders of files and lines are made of.
---
--- A parser is a function (bytes, packed) -> iterator of pages. Bytes are a string or the body of
--- host.http; `packed` says that they may be compressed with gzip. A page is JSON, as bytes: the
--- elements of a list are bodies. So records can go out as they stand there (host.records), and a
--- file of any size takes a page of memory at a time.
local encoding = require("runtime.decoders.encoding")
local failure = require("runtime.failure")
local json = require("host.json")
local rows = require("host.rows")

local parsers = {}

--- Called with (level, text) for what goes wrong without failing the stream.
local function no_log() end

local function text_of(bytes)
  return type(bytes) == "string" and bytes or bytes:text()
end

local function is_packed(bytes)
  if type(bytes) == "string" then
    return bytes:sub(1, 2) == "\x1F\x8B"
  end
  return bytes:starts("\x1F\x8B")
end

local function fail_unpacking(reason)
  local cut = reason:find("ends too early", 1, true)
  failure.raise({
    class = cut and "EOFError" or "BadGzipFile",
    message = cut and "Compressed file ended before the end-of-stream marker was reached" or reason,
  })
end

local function unpacked(bytes, packed)
  if not packed or not is_packed(bytes) then
    return bytes
  end
  local plain, reason = require("host.archive").gunzip(bytes, { as_body = true })
  return plain or fail_unpacking(reason)
end

local function once(page)
  return function()
    local result = page
    page = nil
    return result
  end
end

--- The bodies of a page. Unlike JsonDecoder this fails on bad JSON.
--- @return table a plain list
function parsers.document(page)
  local value = json.decode(page, { words = true })
  if value == nil or value == json.null then
    failure.raise({
      message = "Response JSON data failed to be parsed. See logs for more information.",
      internal = "Response JSON data failed to be parsed.",
    })
  end
  return json.is_array(value) and value or { value }
end

--- All bodies of all pages, as a plain list.
function parsers.bodies(pages)
  local all = {}
  for page in pages do
    local bodies = parsers.document(page)
    table.move(bodies, 1, #bodies, #all + 1, all)
  end
  return all
end

--- One document.
function parsers.json()
  return function(bytes, packed)
    return once(unpacked(bytes, packed))
  end
end

--- @return string|nil the line that is no text, the last one
local function tell_refused(refused, log)
  for _, entry in ipairs(refused or {}) do
    if not utf8.len(entry[1]) then
      return entry[1]
    end
    log("WARN", ("Cannot decode/parse line %q as JSON, error: %s"):format(entry[1], entry[2]))
  end
end

--- One document a line; lines that cannot be read are passed over with a warning, one that is no
--- text ends the reading.
function parsers.json_lines(log)
  log = log or no_log
  return function(bytes, packed)
    local reader, broken = rows.json_lines(bytes, { packed = packed }), nil
    return function()
      if broken then
        encoding.decode(broken .. "\n", "utf-8")
      end
      local page, refused, code = reader:next()
      if code then
        fail_unpacking(refused)
      end
      broken = tell_refused(refused, log)
      return page
    end
  end
end

local function fail_parsing(bytes, reason)
  encoding.decode(text_of(bytes), "utf-8") -- raises where it is no text
  failure.raise({ class = "IncompleteJSONError", message = "parse error: " .. reason })
end

--- The elements of the list at a dotted path of one document.
function parsers.json_items(path, name)
  return function(bytes, packed)
    if path == "" then
      failure.value_error("JsonItemsParser requires a non-empty items_path.")
    end
    bytes = unpacked(bytes, packed)
    if not encoding.is_utf8(name) then
      bytes = encoding.decode(text_of(bytes), name)
    end
    local list, reason, code = json.part(bytes, path)
    if not list and code ~= "not_found" then
      fail_parsing(bytes, reason)
    end
    return once(list and list:starts("[") and list or "[]")
  end
end

--- The delimiter as one byte; `\t` and `\x01` may be written as escapes.
local function delimiter_of(text)
  local escapes = { t = "\t", n = "\n", r = "\r", ["\\"] = "\\", ["0"] = "\0" }
  text = text:gsub("^\\x(%x%x)$", function(digits)
    return string.char(tonumber(digits, 16))
  end)
  text = text:gsub("^\\(.)$", escapes)
  if text == "" then
    return ","
  elseif #text ~= 1 then
    failure.raise({ class = "TypeError", message = '"delimiter" must be a 1-character string' })
  end
  return text
end

-- Raises why a table could not be read: its packing, or its encoding.
local function fail_reading(bytes, packed, reason)
  if reason:find("^compressed data") then
    fail_unpacking(reason)
  end
  encoding.decode(text_of(unpacked(bytes, packed)), "utf-8")
  failure.raise({ message = reason })
end

--- Those of a list that can be a cell.
local function texts(list)
  local found = {}
  for _, value in ipairs(list or {}) do
    if type(value) == "string" then
      found[#found + 1] = value
    end
  end
  return found
end

--- The pages of a table in UTF-8. @param options table for host.rows.csv
function parsers.rows(bytes, options)
  local reader = rows.csv(bytes, options)
  return function()
    local page, reason, code = reader:next()
    if code then
      fail_reading(bytes, options.packed, reason)
    end
    return page
  end
end

--- A header line and a record a line: missing cells are null, surplus ones a list under "null".
--- @param options table `delimiter`, `encoding`, `set_values_to_none` (list)
function parsers.csv(options)
  local name = options.encoding or "utf-8"
  return function(bytes, packed)
    local reading = { delimiter = delimiter_of(options.delimiter or ",") }
    reading.none = texts(options.set_values_to_none)
    if encoding.is_utf8(name) then
      reading.packed = packed
    else
      bytes = encoding.decode(text_of(unpacked(bytes, packed)), name)
    end
    return parsers.rows(bytes, reading)
  end
end

--- Compressed or not, by the first two bytes.
function parsers.gzip(inner)
  return function(bytes, packed)
    return inner(unpacked(bytes, packed), true)
  end
end

local MAKERS = {
  JsonDecoder = parsers.json,
  JsonlDecoder = function(_, log)
    return parsers.json_lines(log)
  end,
  JsonItemsDecoder = function(node)
    return parsers.json_items(node.items_path or "", node.encoding or "utf-8")
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
