--- Where the values of a JSON text are, as a document of host.yaml tells it of YAML. The text is
--- walked through when somebody first asks.
local json = require("host.json")

local places = {}
places.__index = places

local function after_blanks(text, at)
  return text:match("^[ \t\r\n]*()", at)
end

local function after_string(text, at)
  repeat
    at = text:find('["\\]', at + 1)
    local escaped = text:byte(at) == 92 -- a backslash
    at = escaped and at + 1 or at
  until not escaped
  return at + 1
end

local walk

-- The members of an object, or the elements of a list, from behind the bracket on.
local function walk_members(self, at, owner)
  local text, place, index = self.text, { at = at, values = {}, keys = {} }, 0
  self.places[owner] = place
  at = after_blanks(text, at + 1)
  while not text:find("^[]}]", at) do
    index = index + 1
    local key = index
    if json.is_object(owner) then
      local after = after_string(text, at)
      key = json.decode(text:sub(at, after - 1))
      if place.keys[key] then
        table.insert(self.twice, { key = key, at = at, first = place.keys[key] })
      end
      place.keys[key] = at
      at = after_blanks(text, after) + 1 -- the colon
    end
    at = after_blanks(text, at)
    place.values[key] = at
    at = after_blanks(text, walk(self, at, owner[key]))
    at = after_blanks(text, text:byte(at) == 44 and at + 1 or at) -- a comma
  end
  return at + 1
end

-- Where the value at `at` ends. Of a key that comes twice only the last one has a value.
function walk(self, at, value)
  if self.text:find("^[[{]", at) then
    local is_object = self.text:byte(at) == 123
    local fits = is_object and json.is_object(value) or not is_object and json.is_array(value)
    return walk_members(self, at, fits and value or is_object and json.new_object() or {})
  elseif self.text:byte(at) == 34 then
    return after_string(self.text, at)
  end
  return self.text:match("^[^],} \t\r\n]+()", at)
end

local function walked(self)
  if not self.places then
    self.places, self.twice = {}, {}
    walk(self, after_blanks(self.text, 1), self.value)
  end
  return self
end

local function line_and_column(text, at)
  local line, start = 1, 1
  for after in text:gmatch("\n()") do
    if after > at then
      break
    end
    line, start = line + 1, after
  end
  return line, (utf8.len(text, start, at - 1) or at - start) + 1
end

local function found(self, at)
  if at then
    return line_and_column(self.text, at)
  end
  return nil
end

--- The place of a table, or of the value at its key.
---@return integer|nil line, integer|nil column in characters
function places:locate(owner, key)
  local place = walked(self).places[owner]
  if key == nil then
    return found(self, place and place.at)
  end
  return found(self, place and place.values[key])
end

--- The place of a key.
---@return integer|nil line, integer|nil column in characters
function places:locate_key(owner, key)
  local place = walked(self).places[owner]
  return found(self, place and (place.keys[key] or place.values[key]))
end

--- The keys that are there twice.
---@return table[] of { key, line, column, first_line, first_column }
function places:duplicates()
  local list = {}
  for i, one in ipairs(walked(self).twice) do
    local line, column = found(self, one.at)
    local first_line, first_column = found(self, one.first)
    list[i] = { key = one.key, line = line, column = column, first_line = first_line,
      first_column = first_column }
  end
  return list
end

--- @param text string JSON
--- @param value any what it was decoded to
--- @return table document with locate, locate_key and duplicates
function places.of(text, value)
  return setmetatable({ text = text, value = value }, places)
end

--- A text of YAML decoded as host.yaml does, where one that is JSON has places too.
---@param text string
---@param name string the file's path, for messages
---@return any value, table|string document or message, string|nil code
function places.decode(text, name)
  local value, document, code = require("host.yaml").decode(text, name)
  if (json.is_object(value) or json.is_array(value)) and not document:locate(value) then
    document = places.of(text, value)
  end
  return value, document, code
end

return places
