--- Findings of a manifest: references, components, templates, formats, streams.
local json = require("host.json")

local lint = {}

local rules = { "formats", "templates", "streams", "spec_schema" }

local function finish(finding, file)
  finding.file = file
  finding.node, finding.field, finding.reference = nil, nil, nil
  finding.path = finding.path and finding.path ~= "" and "manifest." .. finding.path or nil
  if finding.message then
    finding.message = finding.message:gsub("^: ", "")
  end
  return finding
end

-- The manifest pipeline; a failure of it becomes a finding.
local function resolve(read, file, findings)
  local ok, manifest = pcall(require("runtime.manifest").load,
    { value = read.value, doc = read.doc, name = file })
  if ok then
    return manifest
  end
  if type(manifest) ~= "table" then
    error(manifest, 0)
  end
  local line, column
  if manifest.node and read.doc then
    line, column = read.doc:locate(manifest.node, manifest.field)
  end
  findings[#findings + 1] = {
    rule = "reference", severity = "error", file = file, line = line or 1, column = column or 1,
    message = manifest.told or manifest.message,
  }
  return nil
end

--- Add the findings of a manifest that was read.
---@param read table { value, doc }
---@param file string shown in findings
---@param findings table[]
---@return table|nil resolved the resolved manifest's root
function lint.run(read, file, findings)
  if not json.is_object(read.value) then
    findings[#findings + 1] = {
      rule = "manifest", severity = "error", file = file, line = 1, column = 1,
      message = "a manifest must be a mapping",
    }
    return nil
  end
  local own = require("project.lint.references").check(read.value, read.doc)
  local manifest = #own == 0 and resolve(read, file, findings) or nil
  if manifest then
    local components = {}
    own = require("runtime.validation").check(manifest, function(node, definition, path)
      components[#components + 1] = { node = node, definition = definition, path = path }
    end)
    for _, rule in ipairs(rules) do
      require("project.lint." .. rule).check(manifest, components, own)
    end
  end
  require("project.lint.unused").check(read.value, read.doc, own)
  for _, finding in ipairs(own) do
    findings[#findings + 1] = finish(finding, file)
  end
  return manifest and manifest.root
end

--- A finding at the value of a node's field, for the rules.
function lint.at(manifest, node, field, finding)
  local origin, key = nil, nil
  for _, one in ipairs(manifest.origins:of(node)) do
    origin = origin or one
    if field ~= nil and one[field] ~= nil then
      origin, key = one, field
      break
    end
  end
  if origin and manifest.doc then
    finding.line, finding.column = manifest.doc:locate(origin, key)
  end
  finding.severity = finding.severity or "error"
  return finding
end

return lint
