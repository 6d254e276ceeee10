--- Findings of one connector's files.
local connector = require("project.connector")
local fs = require("host.fs")
local json = require("host.json")
local json_file = require("util.json_file")
local lists = require("util.lists")

local lint = {}

local function add(findings, finding)
  finding.severity = finding.severity or "error"
  findings[#findings + 1] = finding
end

-- "file:line:column: reason" as a finding at that place.
local function from_message(file, rule, message)
  local line, column, reason = message:match(":(%d+):(%d+): (.*)$")
  reason = reason or message
  if reason:sub(1, #file + 2) == file .. ": " then
    reason = reason:sub(#file + 3)
  end
  return {
    rule = rule, message = reason, file = file,
    line = tonumber(line) or 1, column = tonumber(column) or 1,
  }
end

local function read_yaml(root, item, name, findings)
  local shown = item.path .. "/" .. name
  local read, message, code = connector.read_yaml(root, item.folder .. "/" .. name, shown)
  if not read then
    add(findings, from_message(shown, code == "syntax" and "yaml" or "file", message))
    return nil
  end
  for _, twice in ipairs(require("project.shape").duplicates(read.doc, shown)) do
    local in_schema = require("project.lint.schema_keys").contains(read, twice)
    twice.severity = in_schema and "warning" or "error"
    add(findings, twice)
  end
  return read
end

local function check_envelope(item, read, findings)
  local shown = item.path .. "/connector.yaml"
  local own = require("project.shape").check(read.value, read.doc, shown, connector.SHAPE)
  table.move(own, 1, #own, #findings + 1, findings)
  if #own == 0 and read.value.metadata.name ~= item.slug then
    local line, column = read.doc:locate(read.value.metadata, "name")
    local slug = require("project.slug")
    local message = ("metadata.name is '%s', the folder is '%s'"):format(read.value.metadata.name,
      item.slug)
    if not slug.is_valid(item.slug) then
      message = ("%s, which is no slug: %s"):format(message, slug.reason(item.slug))
    end
    add(findings, {
      rule = "slug", file = shown, line = line, column = column,
      suggestion = slug.is_valid(item.slug) and item.slug or nil,
      path = "connector.metadata.name", message = message,
    })
  end
end

local function read_json(item, name, findings)
  local path = item.folder .. "/" .. name
  if not fs.kind(path) then
    return nil
  end
  local shown = item.path .. "/" .. name
  local value, doc, code = json_file.located(path, shown)
  if value == nil then
    add(findings, from_message(shown, code == "syntax" and "json" or "file", doc))
    return nil
  end
  local twice = require("project.shape").duplicates(doc, shown)
  table.move(twice, 1, #twice, #findings + 1, findings)
  return { value = value, shown = shown, doc = doc }
end

local function is_template(value)
  return type(value) == "string" and value:find("{{", 1, true) ~= nil
end

-- Names of the manifest's streams; nil when some are known at run time only.
local function stream_names(manifest)
  if manifest.dynamic_streams ~= nil then
    return nil
  end
  local names = {}
  for _, stream in ipairs(json.is_array(manifest.streams) and manifest.streams or {}) do
    if json.is_object(stream) and type(stream.name) == "string"
      and not is_template(stream.name) then
      names[#names + 1] = stream.name
    else
      return nil
    end
  end
  return names
end

-- A finding about a member of a JSON file, of the whole where `owner` is nil.
local function add_json(findings, file, owner, key, finding)
  if json.is_object(owner) or json.is_array(owner) then
    finding.line, finding.column = file.doc:locate(owner, key)
  end
  finding.file, finding.line, finding.column = file.shown, finding.line or 1, finding.column or 1
  add(findings, finding)
end

local function check_catalog(file, names, findings)
  local problem, owner, key = require("project.catalog").problem(file.value)
  if problem then
    return add_json(findings, file, owner, key, { rule = "catalog", message = problem })
  end
  for _, configured in ipairs(names and file.value.streams or {}) do
    local name = configured.stream.name
    if not lists.contains(names, name) then
      add_json(findings, file, configured.stream, "name", {
        rule = "catalog", severity = "warning",
        suggestion = require("util.suggest").nearest(name, names),
        message = ("the manifest has no stream '%s'"):format(name),
      })
    end
  end
end

local function check_config(file, manifest, findings)
  local spec = json.is_object(manifest.spec) and manifest.spec.connection_specification
  if not json.is_object(spec) then
    return
  end
  local problem, owner, key = require("project.config").problem(file.value, spec)
  if problem then
    add_json(findings, file, owner, key, { rule = "config", message = problem, path = "config" })
  end
end

local function check_beside(item, manifest, findings)
  local catalog = read_json(item, "integration_tests/configured_catalog.json", findings)
  if catalog then
    check_catalog(catalog, stream_names(manifest), findings)
  end
  local config = read_json(item, "secrets/config.json", findings)
  if config then
    check_config(config, manifest, findings)
  end
end

local function document(read, item, name)
  return read and json.is_object(read.value)
    and { value = read.value, doc = read.doc, file = item.path .. "/" .. name } or nil
end

--- Add the findings of a connector's folder. Returns what was read.
---@param root string
---@param item table { slug, path, folder }
---@param findings table[]
---@return table read { path, envelope, envelope_doc }
---@return table documents as policies want them, see policy.input
function lint.run(root, item, findings)
  local read = { path = item.path }
  local envelope = read_yaml(root, item, "connector.yaml", findings)
  if envelope then
    read.envelope = json.is_object(envelope.value) and envelope.value or nil
    read.envelope_doc = envelope.doc
    check_envelope(item, envelope, findings)
  end
  local manifest, resolved = read_yaml(root, item, "manifest.yaml", findings), nil
  if manifest then
    local shown = item.path .. "/manifest.yaml"
    resolved = require("project.lint.manifest").run(manifest, shown, findings)
    if resolved then
      check_beside(item, resolved, findings)
    end
  end
  return read, { connector = document(envelope, item, "connector.yaml"),
    manifest = document(manifest, item, "manifest.yaml"), resolved = resolved }
end

return lint
