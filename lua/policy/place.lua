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

local function is_container(value)
  return json.is_object(value) or json.is_array(value)
end

-- A member, through a reference where the node is one.
local function member(root, node, key)
  if not is_container(node) then
    return nil
  end
  local value = node[key]
  if value == nil and json.is_array(node) and math.tointeger(tonumber(key)) then
    key = math.tointeger(tonumber(key)) + 1
    value = node[key]
  end
  if value == nil and json.is_object(node) and type(node["$ref"]) == "string" then
    local follow = require("project.lint.references").follow
    local target, broken = follow(root, node["$ref"]:sub(3))
    if not broken and json.is_object(target) then
      return member(root, target, key)
    end
  end
  if value ~= nil and value ~= json.null then
    return value, node, key
  elseif value == json.null then
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
  local segments = place.parse(path)
  local document = documents.manifest
  local shown = path
  if segments[1] == "manifest" or segments[1] == "connector" then
    document = documents[segments[1]]
    table.remove(segments, 1)
  else
    shown = path == "" and "manifest" or "manifest" .. (path:find("^%[") and "" or ".") .. path
  end
  local value, owner, key = document.value, nil, nil
  for _, segment in ipairs(segments) do
    local found, holder, name = member(document.value, value, segment)
    if found == nil then
      break
    end
    value, owner, key = found, holder, name
  end
  local line, column = locate(document.doc, owner, key, value)
  return { file = document.file, line = line or 1, column = column or 1, path = shown }
end

return place
