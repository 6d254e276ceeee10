--- Filters that lay text out: width, indentation, wrapping.
local access = require("runtime.interpolation.access")
local errors = require("runtime.interpolation.errors")
local operators = require("runtime.interpolation.operators")
local sequences = require("runtime.interpolation.sequences")
local text = require("runtime.interpolation.text")
local values = require("runtime.interpolation.values")

local function lines_of(value)
  if type(value) ~= "string" and values.kind(value) ~= "bytes" then
    local form = "'%s' object has no attribute 'splitlines'"
    errors.raise("AttributeError", form, values.kind(values.defined(value)))
  end
  return sequences.items(access.call_method(value, "splitlines", {}))
end

local function given(value, default)
  if value == nil then
    return default
  end
  return value
end

local function indent(value, width, first, blank)
  width = given(width, 4)
  local space = type(width) == "string" and width or operators.mul(" ", width)
  local lines = lines_of(values.kind(value) == "list" and value or operators.add(value, "\n"))
  for index = 2, #lines do
    if lines[index] ~= "" or (blank and values.truthy(blank)) then
      lines[index] = space .. lines[index]
    end
  end
  local result = table.concat(lines, "\n")
  return first and values.truthy(first) and space .. result or result
end

local function truncate(value, length, killwords, ending, leeway)
  length, ending = sequences.integer(length, 255), given(ending, "...")
  leeway = leeway == values.None and 5 or sequences.integer(leeway, 5)
  if type(ending) ~= "string" then
    errors.type_error("object of type '%s' has no len()", values.kind(ending))
  end
  local room = length - text.length(ending)
  if room < 0 or leeway < 0 then
    errors.raise("AssertionError", "expected length >= %d, got %d", text.length(ending), length)
  elseif sequences.length(value) <= length + leeway then
    return value
  end
  local cut = sequences.slice(value, nil, room)
  if killwords and values.truthy(killwords) then
    return operators.add(cut, ending)
  elseif type(cut) ~= "string" then
    errors.raise("AttributeError", "'%s' object has no attribute 'rsplit'", values.kind(cut))
  end
  return (cut:match("^(.*) ") or cut) .. ending
end

-- Words with the blanks before them, and long words cut when that is wanted.
local function chunks_of(line, on_hyphens)
  local chunks = {}
  for blank, word in line:gmatch("(%s*)(%S*)") do
    if blank ~= "" then
      chunks[#chunks + 1] = blank
    end
    if on_hyphens then
      word = word:gsub("(%a%-)(%a%a)", "%1\0%2")
    end
    for piece in word:gmatch("[^%z]+") do
      chunks[#chunks + 1] = piece
    end
  end
  return chunks
end

-- How much of a word fits: to its last hyphen there, where it may break at hyphens.
local function fitting(word, room, on_hyphens)
  local hyphen = on_hyphens and text.length(word) > room
    and text.sub(word, 1, room):match("^.*[^-].*()%-")
  return hyphen and text.position(word, hyphen) or room
end

local function take_line(chunks, at, width, break_long, on_hyphens)
  local line, size = {}, 0
  while chunks[at] and size + text.length(chunks[at]) <= width do
    line[#line + 1] = chunks[at]
    size = size + text.length(chunks[at])
    at = at + 1
  end
  if chunks[at] and text.length(chunks[at]) > width then
    if break_long then
      local room = fitting(chunks[at], width - size, on_hyphens)
      line[#line + 1] = text.sub(chunks[at], 1, room)
      chunks[at] = text.sub(chunks[at], room + 1, text.length(chunks[at]))
    elseif #line == 0 then
      line[1], at = chunks[at], at + 1
    end
  end
  return line, at
end

local function wrap_line(line, width, break_long, on_hyphens)
  local chunks, lines, at = chunks_of(line, on_hyphens), {}, 1
  while chunks[at] do
    if #lines > 0 and chunks[at]:find("^%s+$") then
      at = at + 1
    end
    local words
    words, at = take_line(chunks, at, width, break_long, on_hyphens)
    if words[#words] and words[#words]:find("^%s*$") then
      words[#words] = nil
    end
    if #words > 0 then
      lines[#lines + 1] = table.concat(words)
    end
  end
  return lines
end

local function wordwrap(value, width, break_long, wrapstring, on_hyphens)
  width = sequences.integer(width, 79)
  if width <= 0 then
    errors.value_error("invalid width %d (must be > 0)", width)
  end
  local separator = (wrapstring == nil or wrapstring == values.None) and "\n" or wrapstring
  if type(separator) ~= "string" then
    errors.raise("AttributeError", "'%s' object has no attribute 'join'", values.kind(separator))
  end
  local parts = {}
  for index, line in ipairs(lines_of(value)) do
    parts[index] = table.concat(wrap_line(line, width, values.truthy(given(break_long, true)),
      values.truthy(given(on_hyphens, true))), separator)
  end
  return table.concat(parts, separator)
end

local units = { "k", "M", "G", "T", "P", "E", "Z", "Y" }

local function filesizeformat(value, binary)
  binary = binary ~= nil and values.truthy(binary)
  local size = require("runtime.interpolation.convert").float(value)
  local base = binary and 1024 or 1000
  if size == 1 then
    return "1 Byte"
  elseif size < base then
    return ("%d Bytes"):format(size < 0 and math.ceil(size) or math.floor(size))
  end
  local place = 1
  while place < #units and size >= base ^ (place + 1) do
    place = place + 1
  end
  local unit = binary and units[place]:upper() .. "iB" or units[place] .. "B"
  return ("%.1f %s"):format(size / base ^ place, unit)
end

local function urlize(value)
  local escaped = require("runtime.interpolation.filters").apply("escape", value, {})
  return (escaped:gsub("https?://[^%s<>\"']+", function(url)
    return ('<a href="%s" rel="noopener">%s</a>'):format(url, url)
  end))
end

return {
  { "center", "width?", "Centered in a field of that width.", function(value, width)
    return access.call_method(values.str(value), "center", { given(width, 80) })
  end },
  { "indent", "width? first? blank?", "Lines after the first are indented.", indent },
  { "truncate", "length? killwords? end? leeway?", "Cut to a length.", truncate },
  { "wordwrap", "width? break_long_words? wrapstring? break_on_hyphens?", "Lines of a width.",
    wordwrap },
  { "filesizeformat", "binary?", "A number of bytes for people.", filesizeformat },
  { "urlize", "trim_url_limit? nofollow? target? rel? extra_schemes?", "URLs as links.", urlize },
}
