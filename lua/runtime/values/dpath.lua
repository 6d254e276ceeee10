--- Paths into JSON values, with the rules of the dpath library that manifests rely on.
---
--- A path is a list of segments: keys of objects, positions of lists (from 0, as digits), and
--- globs: `*`, `?`, `[...]` within one level, `**` (once) for any number of levels.
local failure = require("runtime.failure")
local glob = require("runtime.values.dpath_glob")
local json = require("host.json")

local dpath = {}
local is_object = json.is_object

local function shape(value)
  if type(value) ~= "table" then
    return nil
  elseif is_object(value) then
    return "object"
  end
  return json.is_object(value) and "object" or json.is_array(value) and "array" or nil
end

local function compile(path)
  local segments, deep, globs = {}, nil, false
  for index, segment in ipairs(path) do
    local compiled = glob.compile(segment)
    segments[index] = compiled
    globs = globs or not compiled.literal
    if compiled.deep then
      if deep then
        failure.raise({ class = "InvalidGlob", message = "Only one '**' is permitted per glob" })
      end
      deep = index
    end
  end
  return segments, deep, globs
end

--- Calls visit(key, member) for the members of an object or list that a segment names.
local function each_match(value, segment, visit)
  local form = shape(value)
  if form == "object" then
    if segment.literal then
      local member = value[segment.literal]
      if member ~= nil then
        visit(segment.literal, member)
      end
      return
    end
    for key, member in pairs(value) do
      if glob.matches_key(segment, key) then
        visit(key, member)
      end
    end
  elseif form == "array" then
    for index = 1, #value do
      if glob.matches_index(segment, index - 1, #value) then
        visit(index, value[index])
      end
    end
  end
end

local function descend(value, segments, depth, found)
  local last = depth == #segments
  each_match(value, segments[depth], function(key, member)
    if last then
      found[#found + 1] = { parent = value, key = key, value = member }
    else
      descend(member, segments, depth + 1, found)
    end
  end)
end

--- The paths of a `**` glob: one with so many `*` in its place, level by level.
local function with_stars(segments, deep, stars)
  local flat = {}
  for index, segment in ipairs(segments) do
    if index == deep then
      for _ = 1, stars do
        flat[#flat + 1] = glob.compile("*")
      end
    else
      flat[#flat + 1] = segment
    end
  end
  return flat
end

local function height(value)
  local most = 0
  if shape(value) then
    for _, member in pairs(value) do
      most = math.max(most, height(member) + 1)
    end
  end
  return most
end

local function search(value, segments, deep)
  local found = {}
  if #segments == 0 then
    return found
  elseif not deep then
    descend(value, segments, 1, found)
    return found
  end
  for stars = 0, math.max(0, height(value) - #segments + 1) do
    local flat = with_stars(segments, deep, stars)
    if #flat > 0 then
      descend(value, flat, 1, found)
    end
  end
  return found
end

--- All values that a path names, in the order of the document. The whole value for an empty path.
--- @return table list a plain list
function dpath.values(value, path)
  if #path == 0 then
    return { value }
  end
  local list = search(value, compile(path))
  for index, match in ipairs(list) do
    list[index] = match.value
  end
  return list
end

local function path_text(path)
  local parts = {}
  for index, segment in ipairs(path) do
    parts[index] = math.type(segment) and tostring(segment) or "'" .. segment .. "'"
  end
  return "[" .. table.concat(parts, ", ") .. "]"
end

--- The one value that a path names.
--- @param default any what is returned when there is none
--- @param shown string|nil the path as errors show it
function dpath.get(value, path, default, shown)
  if #path == 0 then
    return value
  end
  local found = search(value, compile(path))
  if #found > 1 then
    local text = shown or path_text(path)
    failure.value_error("dpath.get() globs must match only one leaf: " .. text)
  end
  if #found == 0 then
    return default
  end
  return found[1].value
end

--- Whether a path has segments that name more than one member.
function dpath.has_glob(path)
  local _, _, globs = compile(path)
  return globs
end

local function delete_one(match)
  local parent, key = match.parent, match.key
  if json.is_object(parent) then
    json.remove(parent, key)
  elseif key <= #parent then
    parent[key] = key < #parent and json.null or nil
  end
end

--- Removes what a path names. An element of a list becomes null unless it is the last.
--- @param keep function|nil called with each value; true when it is to stay
--- @return integer count of members that were removed
function dpath.delete(value, path, keep)
  local found = #path > 0 and search(value, compile(path)) or {}
  local count = 0
  for _, match in ipairs(found) do
    if not keep or not keep(match.value) then
      delete_one(match)
      count = count + 1
    end
  end
  return count
end

local function digits(segment)
  return tostring(segment):find("^%d+$") ~= nil
end

local function list_position(segment)
  if not digits(segment) then
    local quoted = "'" .. tostring(segment) .. "'"
    failure.value_error("invalid literal for int() with base 10: " .. quoted)
  end
  return math.tointeger(tonumber(segment)) + 1
end

local function extend(list, position)
  for index = #list + 1, position do
    list[index] = json.null
  end
end

--- The place of a segment in an object or list; lists are made long enough.
local function place_of(container, segment)
  if json.is_object(container) and type(segment) == "string" then
    return segment
  elseif json.is_array(container) then
    local position = list_position(segment)
    extend(container, position)
    return position
  end
  return tostring(segment)
end

local function container_for(segment)
  return digits(segment) and json.new_array() or json.new_object()
end

--- The member at a step of a path, made where there is none.
local function step_into(container, path, index)
  local segment = path[index]
  local beyond = json.is_array(container) and digits(segment)
    and list_position(segment) > #container
  local place = place_of(container, segment)
  local member = container[place]
  if member == nil or beyond then
    member = container_for(path[index + 1])
    container[place] = member
  elseif not shape(member) then
    local message = ("Path: %s[%d]"):format(path_text(path), index - 1)
    failure.raise({ class = "PathNotFound", message = message })
  end
  return member
end

--- Sets the value at a path; globs are plain text here. Objects and lists on the way are made: a
--- list where the next segment is a number. Raises PathNotFound when a scalar is in the way.
function dpath.new(value, path, new_value)
  local current = value
  for index = 1, #path - 1 do
    local member = json.member(current, path[index])
    if not member or not is_object(member) then
      member = step_into(current, path, index)
    end
    current = member
  end
  local last = path[#path]
  local is_list = json.is_array(current)
  if (is_list and not digits(last)) or not shape(current) then
    local kind = require("runtime.interpolation.values").kind(current)
    failure.raise({ class = "TypeError", message = is_list and "list indices must be integers or "
      .. "slices, not str" or ("'%s' object does not support item assignment"):format(kind) })
  end
  current[place_of(current, last)] = new_value
  return value
end

--- Sets what a path names to a value; nothing is made.
--- @return integer count of members that were set
function dpath.set(value, path, new_value)
  local found = search(value, compile(path))
  for _, match in ipairs(found) do
    match.parent[match.key] = new_value
  end
  return #found
end

return dpath
