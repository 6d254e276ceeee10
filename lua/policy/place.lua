--- Paths of policies, such as manifest.streams[0].name, and where they are in the files.
local json = require("host.json")

local place = {}

--- The segments of a path: texts and integers (lists count from 0 in paths).
---@param path string
---@return table[]
function place.parse(path)
  local segments, at = {}, 1
  while at <= #path do
    local index, after = path:match("^%[(%d+)%]()", at)
    local quoted, after_quoted = path:match("^%[[\"']([^\"']*)[\"']%]()", at)
    local name, after_name = path:match("^%.?([^.%[]+)()", at)
    if index then
      segments[#segments + 1], at = math.tointeger(tonumber(index)) + 1, after
    elseif quoted then
      segments[#segments + 1], at = quoted, after_quoted
    elseif name then
      segments[#segments + 1], at = name, after_name
    else
      at = at + 1
    end
  end
  return segments
end

-- How a key continues a path; most are seen thousands of times.
local spellings = setmetatable({}, { __index = function(self, key)
  local spelling = string.find(key, "^[%w_$-]+$") and "." .. key
    or ('["%s"]'):format(key:gsub('[%c"]', "?"))
  self[key] = spelling
  return spelling
end })

--- The path of a member.
---@param path string that of the owner, "" for the document
---@param key string|integer
---@return string
function place.join(path, key)
  if math.type(key) == "integer" then
    return ("%s[%d]"):format(path, key - 1)
  end
  local spelling = spellings[key]
  if path == "" and string.byte(spelling) == 46 then -- a dot
    return key
  end
  return path .. spelling
end

-- The document that a path is of, and the segments inside it.
local function split(path)
  local segments = place.parse(path)
  local first = segments[1]
  if first == "manifest" or first == "connector" then
    table.remove(segments, 1)
    return first, segments
  end
  return "manifest", segments
end

local function shown(name, segments)
  for _, segment in ipairs(segments) do
    name = place.join(name, segment)
  end
  return name
end

--- A path in its one spelling: manifest.streams[0].name, connector.spec["a.b"].
---@param path string
---@return string
function place.canonical(path)
  return shown(split(path))
end

local function is_container(value)
  return json.is_object(value) or json.is_array(value)
end

-- What a reference, as a text or as a mapping's $ref, leads to.
local function followed(root, reference)
  if type(reference) ~= "string" or reference:sub(1, 2) ~= "#/" then
    return nil
  end
  local target, broken = require("project.lint.references").follow(root, reference:sub(3))
  return not broken and is_container(target) and target or nil
end

-- A member, through a reference where the node is one.
local function member(root, node, key, depth)
  depth = depth or 0
  if type(node) == "string" then
    node = followed(root, node)
  end
  if not is_container(node) or depth > 50 then
    return nil
  end
  local value = node[key]
  if value == nil and json.is_array(node) and math.tointeger(tonumber(key)) then
    key = math.tointeger(tonumber(key)) + 1
    value = node[key]
  end
  if value == nil and json.is_object(node) then
    return member(root, followed(root, node["$ref"]), key, depth + 1)
  elseif value ~= nil then
    return value, node, key
  end
  return nil
end

local function locate(doc, owner, key, value)
  if not doc then
    return nil
  elseif owner == nil then
    return doc:locate(value)
  elseif json.is_object(owner) and is_container(value) then
    return doc:locate_key(owner, key)
  end
  return doc:locate(owner, key)
end

--- Where a path is: at the value, at the key for a mapping or a list, at the parent for
--- what is missing.
---@param documents table { connector, manifest }, each { value, doc, file }
---@param path string
---@return table { file, line, column, path }
function place.find(documents, path)
  local name, segments = split(path)
  local document = documents[name]
  local value, owner, key = document.value, nil, nil
  for _, segment in ipairs(segments) do
    local found, holder, at = member(document.value, value, segment)
    if found == nil then
      break
    end
    value, owner, key = found, holder, at
  end
  local line, column = locate(document.doc, owner, key, value)
  return { file = document.file, line = line or 1, column = column or 1,
    path = shown(name, segments) }
end

return place
