--- `template new`: a template to begin with, copied from another one or made of a connector.
local embedded = require("host.embedded")
local fs = require("host.fs")
local json = require("host.json")

local starter = {}

local MAX_BYTES = 1024 * 1024

-- Text of a connector as text of a template: what opens a tag there is a literal here.
local function literal(text)
  return (text:gsub("<%%", "<%%%%%%"))
end

local function walk(folder, prefix, visit)
  local names = fs.list(folder) or {}
  table.sort(names)
  for _, name in ipairs(names) do
    local kind = fs.kind(folder .. "/" .. name)
    local path = prefix .. name
    if kind == "directory" and path ~= "secrets" and not name:find("^%.") then
      walk(folder .. "/" .. name, path .. "/", visit)
    elseif kind == "file" and not name:find("^%.env") and path ~= "config.json" then
      visit(path, folder .. "/" .. name)
    end
  end
end

-- All files of a found template, as they lie.
local function template_files(entry)
  local files, message, code = {}, nil, nil
  if entry.kind == "embedded" then
    local prefix = entry.folder .. "/"
    for _, name in ipairs(embedded.list(prefix)) do
      files[#files + 1] = { path = name:sub(#prefix + 1), text = embedded.read(name) }
    end
    return files
  end
  walk(entry.folder .. "/files", "files/", function(path, file)
    local text
    text, message, code = fs.read(file, MAX_BYTES)
    files[#files + 1] = { path = path, text = text }
  end)
  for _, name in ipairs({ "template.lua", "template_test.lua" }) do
    local own = fs.read(entry.folder .. "/" .. name, MAX_BYTES)
    files[#files + 1] = own and { path = name, text = own } or nil
  end
  if message then
    return nil, message, code
  end
  return files
end

--- The files of a copy of a template.
---@param name string
---@param root string the project's folder
---@return table[]|nil files { path, text }, string|nil message, string|nil code, table|nil details
function starter.from_template(name, root)
  local entry, message, code, details = require("scaffold.template").load(name, root)
  if not entry then
    return nil, message, code, details
  end
  return template_files(entry)
end

-- connector.yaml with the new connector's names, and nothing that apply or `new` wrote.
local function connector_text(text)
  local edit = require("util.yaml.edit")
  local plain, message, code = require("scaffold.annotate").strip(text)
  for _, key in ipairs({ "id", "workspace", "ids" }) do
    if plain then
      plain, message, code = edit.set(plain, { "metadata", key }, nil)
    end
  end
  plain = plain and literal(plain)
  for _, pair in ipairs({ { "metadata", "<%= name %>" }, { "spec", "<%= title %>" } }) do
    if plain then
      plain, message, code = edit.set(plain, { pair[1], "name" }, pair[2])
    end
  end
  return plain, message, code
end

local function properties_of(folder)
  local text = fs.read(folder .. "/manifest.yaml")
  local manifest = text and require("host.yaml").decode(text, "manifest.yaml")
  local spec = json.is_object(manifest) and json.is_object(manifest.spec) and manifest.spec
  local schema = spec and spec.connection_specification
  local found = json.is_object(schema) and schema.properties
  return json.is_object(found) and found or json.new_object()
end

-- A config to fill in, of the spec: secrets are never copied.
local function config_text(folder)
  local config = json.new_object()
  for name, property in pairs(properties_of(folder)) do
    local default = json.is_object(property) and property.default
    config[name] = default ~= nil and default ~= json.null and default or "your-value-here"
  end
  return literal(json.encode(config, { indent = 2 })) .. "\n"
end

local DECLARATION = [[
return {
  summary = %s,
  version = "1",
  -- What is asked; answers come into the files as <%%= base_url %%>. See docs/templates.md.
  questions = {
    {
      name = "base_url",
      prompt = "Base address of the API",
      default = "https://api.example.com",
      pattern = "https?://.+",
    },
  },
}
]]

local TESTS = [[
return {
  { name = "with the defaults" },
}
]]

--- The files of a template made of a connector: what it has, without secrets and ids.
---@param item table { slug, path, folder } of project:find
---@return table[]|nil files { path, text }, string|nil message, string|nil code
function starter.from_connector(item)
  local files, problem, kind = {}, nil, nil
  walk(item.folder, "", function(path, file)
    local text, message, code = fs.read(file, MAX_BYTES)
    if text and path == "connector.yaml" then
      text, message, code = connector_text(text)
    elseif text then
      text = literal(text)
    end
    if not text then
      problem, kind = problem or message, kind or code
    end
    files[#files + 1] = { path = "files/" .. path, text = text }
  end)
  if problem then
    return nil, problem, kind
  end
  files[#files + 1] = { path = "files/secrets/config.json", text = config_text(item.folder) }
  local summary = ("A connector like %s"):format(item.slug)
  files[#files + 1] = { path = "template.lua", text = DECLARATION:format(json.encode(summary)) }
  files[#files + 1] = { path = "template_test.lua", text = TESTS }
  return files
end

return starter
