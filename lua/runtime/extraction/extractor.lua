--- Takes the records from a path of the body: what a DpathExtractor does.
local later = require("util.later")
local dpath = later("runtime.values.dpath")
local json = require("host.json")
local parameters = later("runtime.manifest.parameters")
local records = require("host.records")
local values = require("runtime.interpolation.values")

local extractor = {}
extractor.__index = extractor

local function segments_of(self)
  if self.segments then
    return self.segments
  end
  local segments = {}
  for index, expression in ipairs(self.path) do
    segments[index] = values.str(expression:eval())
  end
  self.segments = self.is_static and segments or nil
  return segments
end

local function find(self, body, segments)
  if #segments == 0 then
    return body
  elseif self.has_wildcard then
    return dpath.values(body, segments)
  end
  return dpath.get(body, segments)
end

local function add(self, list, value, vars)
  if self.expander then
    for _, record in ipairs(self.expander:expand(value, vars)) do
      list[#list + 1] = record
    end
  else
    list[#list + 1] = value
  end
end

local function add_all(self, list, found, vars)
  local is_list = json.is_array(found) or (self.has_wildcard and found ~= nil)
  if is_list then
    for _, element in ipairs(found) do
      add(self, list, element, vars)
    end
  elseif not parameters.is_falsy(found) then
    add(self, list, found, vars)
  end
end

--- @return table records a list; the array of the body itself where that is the answer
function extractor:extract(reply, decoder, vars)
  local segments = segments_of(self)
  self.has_wildcard = false
  for _, segment in ipairs(segments) do
    self.has_wildcard = self.has_wildcard or segment == "*"
  end
  local bodies = decoder:decode(reply)
  if #bodies == 1 and not self.expander then
    local found = find(self, bodies[1], segments)
    if json.is_array(found) or self.has_wildcard then
      return found or {}
    end
  end
  local list = {}
  for _, body in ipairs(bodies) do
    add_all(self, list, find(self, body, segments), vars)
  end
  return list
end

--- Where the records are looked for.
--- @return string[]
function extractor:where()
  return segments_of(self)
end

-- No member is asked for: the record becomes a value as a whole.
local WHOLE = { names = {}, changes = {} }

local function reader_of(self, members)
  local reader = self.reader
  members = self.expander and WHOLE or members
  if not reader or self.members ~= members then
    reader = records.reader(segments_of(self), members.names, members.changes)
    self.reader, self.members = self.segments and reader, members
  end
  return reader
end

--- What `places` will read all documents with, where that is known beforehand.
--- @param members table as for `places`
--- @return host.records.Reader|nil
function extractor:reader_of_all(members)
  return self.is_static and reader_of(self, members) or nil
end

--- The records of a JSON document as places in it; where there is an `expander`, those that it
--- expands.
--- @param document string|host.http.Body
--- @param members table names and changes, as for host.records.reader
--- @return host.records.Page|nil nil when values are needed, or the document is no JSON
function extractor:places(document, members)
  return reader_of(self, members):open(document) or nil
end

--- @param node table a DpathExtractor of the manifest
--- @param build table of runtime.manifest.build
function extractor.new(node, build)
  local path, is_static = {}, true
  for index, segment in ipairs(build:value(node, "field_path") or {}) do
    path[index] = build:string_of(node, segment)
    is_static = is_static and path[index].is_static
  end
  return setmetatable({
    path = path,
    is_static = is_static,
    expander = build:component(build:value(node, "record_expander")),
  }, extractor)
end

return extractor
