--- The manifest pipeline (§7): default type, references, types and parameters.
---
--- The nodes of the result are shared by all places that name them, and with the document: nobody
--- writes into one. manifest.origins (see origins.lua) makes copies that may be changed.
local failure = require("runtime.failure")
local json = require("host.json")
local parameters = require("runtime.manifest.parameters")
local references = require("runtime.manifest.references")

local manifest = {}
manifest.__index = manifest

local function locate_in(self, original, field)
  local line, column
  if field ~= nil and original[field] ~= nil then
    line, column = self.doc:locate_key(original, field)
  end
  if not line then
    line, column = self.doc:locate(original)
  end
  return line, column
end

--- The line and column of a node's field in the file, or of the node itself; nil when it has none.
function manifest:locate(node, field)
  if not self.doc or type(node) ~= "table" then
    return nil
  end
  local originals = self.origins:of(node)
  for _, original in ipairs(originals) do
    if field == nil or original[field] ~= nil then
      return locate_in(self, original, field)
    end
  end
  return locate_in(self, originals[1] or node, nil)
end

--- "file:line:column" of a node or its field, nil when unknown.
function manifest:place(node, field)
  local line, column = self:locate(node, field)
  return line and ("%s:%d:%d"):format(self.name, line, column) or nil
end

--- @param fields table value (the parsed document), doc (positions; optional), name (file's name)
--- @return table manifest with `root`, the resolved tree. Raises failures for references.
function manifest.load(fields)
  local value = fields.value
  if not json.is_object(value) then
    failure.value_error("Manifest must be a dictionary")
  end
  if value.type == nil then
    value.type = "DeclarativeSource"
  end
  local self = setmetatable({ doc = fields.doc, name = fields.name or "manifest.yaml" }, manifest)
  self.root, self.origins = references.resolve(value)
  if not json.is_object(self.root) then -- the whole of it is a reference to something else
    failure.value_error("Manifest must be a dictionary")
  end
  self.root = parameters.propagate(self.root, { origins = self.origins })
  return self
end

return manifest
