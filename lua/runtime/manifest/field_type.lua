--- The small language in which components declare the types of their fields.
---
---   string integer number boolean object any array null
---   enum(a,b)      one of these texts
---   @Type          a component of that type        @kind   any component of that kind
---   T[]            a list of T                     A | B   either; (A | B)[] a list of either
local field_type = {}

local parsed = {}

-- The alternatives of a text, those in parentheses as one.
local function split(text)
  if not text:find("|", 1, true) then
    return { text }
  end
  local parts, depth, start = {}, 0, 1
  for at, char in text:gmatch("()([(|)])") do
    if char == "(" then
      depth = depth + 1
    elseif char == ")" then
      depth = depth - 1
    elseif depth == 0 then
      parts[#parts + 1] = text:sub(start, at - 1)
      start = at + 1
    end
  end
  parts[#parts + 1] = text:sub(start)
  return parts
end

local parse_union

local function trim(text)
  return text:match("^%s*(.*%S)") or ""
end

local function enumeration(text)
  local choices = {}
  for choice in text:gmatch("[^,]+") do
    choices[#choices + 1] = trim(choice)
  end
  return { kind = "enum", choices = choices }
end

-- What a type is, its beginning and its end tell.
local function parse_one(text)
  if not text:find("%W") then
    return { kind = text }
  end
  text = trim(text)
  local first = text:sub(1, 1)
  if text:sub(-2) == "[]" then
    return { kind = "list", element = parse_union(text:sub(1, -3)) }
  elseif first == "@" then
    local name = text:sub(2)
    return { kind = name:find("^%u") and "component" or "family", name = name }
  elseif first == "(" then
    return { kind = "union", alternatives = parse_union(text:sub(2, -2)) }
  elseif text:sub(1, 5) == "enum(" then
    return enumeration(text:sub(6, -2))
  end
  return { kind = text }
end

function parse_union(text)
  local alternatives = {}
  for _, part in ipairs(split(text)) do
    local one = parse_one(part)
    if one.kind == "union" then
      table.move(one.alternatives, 1, #one.alternatives, #alternatives + 1, alternatives)
    else
      alternatives[#alternatives + 1] = one
    end
  end
  return alternatives
end

--- The alternatives of a declared type: a list of { kind, name | choices | element }.
---@param text string
---@return table[]
function field_type.parse(text)
  local found = parsed[text]
  if not found then
    found = parse_union(text)
    parsed[text] = found
  end
  return found
end

--- The alternatives of a field: as `parse`, and a mapping among them has the `members` that the
--- field declares.
---@param field table of a component file
---@return table[]
function field_type.of(field)
  local alternatives = field_type.parse(field.type)
  if not field.members then
    return alternatives
  end
  local own = {}
  for i, one in ipairs(alternatives) do
    local is_mapping = one.kind == "object"
    own[i] = is_mapping and { kind = "object", members = field_type.parse(field.members) } or one
  end
  return own
end

local words = {
  string = "text", integer = "a whole number", number = "a number", boolean = "true or false",
  object = "a mapping", array = "a list", any = "anything", null = "null",
}

--- One alternative in words.
function field_type.describe_one(one)
  if one.kind == "enum" then
    return "one of " .. table.concat(one.choices, ", ")
  elseif one.kind == "list" then
    return "a list of " .. field_type.describe(one.element)
  elseif one.members then
    return "a mapping to " .. field_type.describe(one.members)
  elseif one.kind == "component" then
    return "a mapping of the type " .. one.name
  elseif one.kind == "family" then
    return "a component of the kind " .. one.name:gsub("_", " ")
  end
  return words[one.kind] or one.kind
end

--- Alternatives in words, such as "text or a list of text".
---@param alternatives table[]
---@return string
function field_type.describe(alternatives)
  local list = {}
  for i, one in ipairs(alternatives) do
    list[i] = field_type.describe_one(one)
  end
  return table.concat(list, " or ")
end

return field_type
