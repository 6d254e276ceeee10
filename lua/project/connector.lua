--- A connector on disk: connector.yaml, manifest.yaml and what lies beside.
local fs = require("host.fs")
local json = require("host.json")
local path = require("util.path")

local connector = {}

local function slug_problem(value)
  local slug = require("project.slug")
  return not slug.is_valid(value) and ("is no slug: " .. slug.reason(value)) or nil
end

local text = { type = "string" }

connector.SHAPE = {
  order = { "apiVersion", "kind", "metadata", "spec" },
  fields = {
    apiVersion = { type = "string", required = true, const = "revos/v1" },
    kind = { type = "string", required = true, const = "Connector" },
    metadata = {
      type = "mapping",
      required = true,
      order = { "name", "id", "workspace", "ids", "labels", "annotations" },
      fields = {
        name = { type = "string", required = true, check = slug_problem },
        id = text,
        ids = { type = "mapping", fields = {}, others = text },
        workspace = text,
        annotations = { type = "mapping", fields = {}, others = true },
        labels = { type = "mapping", fields = {}, others = true },
      },
    },
    spec = {
      type = "mapping",
      required = true,
      order = { "name", "type", "description" },
      fields = {
        name = { type = "string", required = true, check = function(value)
          return require("util.title").problem(value)
        end },
        type = { type = "string", required = true, const = "declarative" },
        description = text,
      },
    },
  },
}

local function text_of(value)
  return value ~= json.null and value or nil
end

--- Why a file of a connector may not be read: it is a link that leads out of the
--- project, or a pipe or device. nil when there is nothing against it.
---@param root string the project's folder
---@param file string
---@return string|nil
function connector.outside(root, file)
  local real, real_root = fs.realpath(file), fs.realpath(root)
  if real and real_root and not path.below(real, real_root) then
    return "is linked from outside the project"
  elseif real and fs.kind(real) == "other" then
    return "is no regular file"
  end
  return nil
end

--- Read a YAML file of a connector.
---@param root string the project's folder
---@param file string
---@param shown string the path for messages
---@return table|nil read { text, value, doc }, string|nil message, string|nil code
function connector.read_yaml(root, file, shown)
  local problem = connector.outside(root, file)
  if problem then
    return nil, ("%s: %s"):format(shown, problem), "invalid"
  end
  local content, message, code = fs.read(file)
  if not content then
    return nil, ("%s: %s"):format(shown, message:match(": (.*)$") or message), code
  end
  local value, doc, kind = require("util.json_places").decode(content, shown)
  if value == nil then
    return nil, doc, kind
  end
  return { text = content, value = value, doc = doc }
end

local function check_name(self)
  if self.value.metadata.name ~= self.slug then
    local line, column = self.doc:locate(self.value.metadata, "name")
    return nil,
      ("%s/connector.yaml:%d:%d: metadata.name is '%s', the folder is '%s'"):format(self.path,
        line or 1,
      column or 1, self.value.metadata.name, self.slug), "invalid"
  end
  return true
end

local function load_envelope(self, root)
  local shape = require("project.shape")
  local shown = self.path .. "/connector.yaml"
  local read, message, code = connector.read_yaml(root, self.folder .. "/connector.yaml", shown)
  if not read then
    return nil, message, code
  end
  self.text, self.value, self.doc = read.text, read.value, read.doc
  local findings = shape.check(read.value, read.doc, shown, connector.SHAPE)
  if findings[1] then
    return shape.failure(findings[1])
  end
  local metadata = read.value.metadata
  self.name = read.value.spec.name
  self.id = text_of(metadata.id)
  self.ids = text_of(metadata.ids) or json.new_object()
  self.home = text_of(metadata.workspace) or "local"
  return check_name(self)
end

local function load_manifest(self, root)
  local shown = self.path .. "/manifest.yaml"
  local read, message, code = connector.read_yaml(root, self.folder .. "/manifest.yaml", shown)
  if not read then
    return nil, message, code
  end
  self.manifest_text, self.manifest, self.manifest_doc = read.text, read.value, read.doc
  if not json.is_object(self.manifest) then
    return nil, shown .. ":1:1: a manifest must be a mapping", "invalid"
  end
  return true
end

local function load_components(self, root)
  local file = self.folder .. "/components.lua"
  if fs.kind(file) then
    local problem = connector.outside(root, file)
    if problem then
      return nil, ("%s/components.lua: %s"):format(self.path, problem), "invalid"
    end
    local content, message, code = fs.read(file)
    if not content then
      return nil, message, code
    end
    self.components_text = content
  end
  return true
end

--- Load a connector of a project. `root` is the project's folder.
---@param root string the project's folder
---@param item { slug: string, path: string, folder: string }
---@return table|nil connector, string|nil message, string|nil code, table|nil details
function connector.load(root, item)
  root = type(root) == "table" and root.root or root
  local self = { slug = item.slug, path = item.path, folder = item.folder }
  for _, load in ipairs({ load_envelope, load_manifest, load_components }) do
    local ok, message, code, details = load(self, root)
    if not ok then
      return nil, message, code, details
    end
  end
  return self
end

return connector
