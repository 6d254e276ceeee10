--- The project: revos.yaml and what it says.
local fs = require("host.fs")
local json = require("host.json")
local process = require("host.process")
local path = require("util.path")

local project = {}
project.__index = project

local function reference_problem(value)
  if not value:find("^%${%w+%..+}$") then
    return "must be a reference such as ${env.REVOS_TOKEN}, never the secret itself"
  end
  return nil
end

local secret = { type = "string", check = reference_problem }

local workspace_shape = {
  type = "mapping",
  fields = {
    driver = { type = "string", required = true, choices = { "http", "sqlite", "local" } },
    url = { type = "string" },
    path = { type = "string" },
    workspaceId = { type = "string" },
    token = secret,
    clientId = secret,
    clientSecret = secret,
  },
}

project.SHAPE = {
  fields = {
    apiVersion = { type = "string", required = true, const = "revos/v1" },
    kind = { type = "string", required = true, const = "Project" },
    metadata = {
      type = "mapping",
      required = true,
      others = true,
      fields = { name = { type = "string", required = true }, orgId = { type = "string" } },
    },
    spec = {
      type = "mapping",
      fields = {
        workspace = { type = "string" },
        workspaces = { type = "mapping", fields = {}, others = workspace_shape },
        policies = require("policy.settings").SHAPE,
        aliases = require("project.extensions").ALIASES,
        hooks = require("project.extensions").HOOKS,
      },
    },
  },
}

local function variable(name)
  local value = process.getenv(name)
  return value ~= "" and value or nil
end

local function text_of(value)
  return value ~= json.null and value or nil
end

--- Read and check revos.yaml of a folder.
---@param root string the project's folder
---@return table|nil project, string|nil message, string|nil code, table|nil details
function project.load(root)
  local yaml, shape = require("host.yaml"), require("project.shape")
  local text, message, code = fs.read(root .. "/revos.yaml")
  if not text then
    return nil, message, code
  end
  local value, doc, kind = yaml.decode(text, "revos.yaml")
  if value == nil then
    return nil, doc, kind
  end
  local findings = shape.check(value, doc, "revos.yaml", project.SHAPE)
  findings[1] = shape.duplicates(doc, "revos.yaml")[1] or findings[1]
  if findings[1] then
    return shape.failure(findings[1])
  end
  local self = setmetatable({ root = root, file = "revos.yaml", text = text, value = value,
    doc = doc }, project)
  self.name, self.org_id = value.metadata.name, text_of(value.metadata.orgId)
  self.spec = text_of(value.spec) or json.new_object()
  return self
end

--- The project of a folder without reading revos.yaml: enough to find connectors.
---@param root string the project's folder
---@return table project
function project.at(root)
  return setmetatable({ root = root, file = "revos.yaml" }, project)
end

local function check_org(self, asked)
  local given = asked or self.org_id and variable("REVOS_ORG_ID")
  if given and given ~= self.org_id then
    local own = self.org_id and ("is '%s' in revos.yaml"):format(self.org_id)
      or "is not set in revos.yaml"
    return nil, ("organisation '%s' was given, but metadata.orgId %s"):format(given, own),
      "conflict"
  end
  return true
end

--- Whether a project may be used with --org, REVOS_ORG_ID; one whose revos.yaml cannot be read may.
---@param root string the project's folder
---@param asked string|nil the value of --org
---@return true|nil ok, string|nil message, string|nil code
function project.may_use(root, asked)
  local self = project.load(root)
  if not self then
    return true
  end
  return check_org(self, asked)
end

local function choose_workspace(self, asked)
  self.workspaces = { ["local"] = { driver = "local" } }
  local names = { "local" }
  for name, settings in pairs(text_of(self.spec.workspaces) or {}) do
    if not self.workspaces[name] then
      names[#names + 1] = name
    end
    self.workspaces[name] = settings
  end
  self.workspace_names = names
  self.workspace = asked or variable("REVOS_WORKSPACE") or text_of(self.spec.workspace) or "local"
  if not self.workspaces[self.workspace] then
    local hint = require("util.suggest").hint(self.workspace, names)
    return nil, ("revos.yaml: there is no workspace '%s'"):format(self.workspace), "not_found",
      { hint = hint or "workspaces: " .. table.concat(names, ", ") }
  end
  return true
end

--- The project around the current folder, checked against --org and --workspace.
---@param options { workspace: string|nil, org: string|nil }
---@return table|nil project, string|nil message, string|nil code, table|nil details
function project.open(options)
  local root = require("project.find").root()
  if not root then
    return nil, "no revos.yaml here or in a folder above", "not_found", { hint = "revos init" }
  end
  local self, message, code, details = project.load(root)
  if not self then
    return nil, message, code, details
  end
  local ok, problem, kind = require("project.replace").recover(root)
  if ok then
    ok, problem, kind = check_org(self, options.org)
  end
  if not ok then
    return nil, problem, kind
  end
  ok, problem, kind, details = choose_workspace(self, options.workspace)
  if not ok then
    return nil, problem, kind, details
  end
  return self
end

-- A folder that may not be looked into is one, so that it is told of and not passed over.
local function is_connector_folder(folder)
  for _, name in ipairs({ "/connector.yaml", "/manifest.yaml" }) do
    local kind, _, code = fs.kind(folder .. name)
    if kind or code == "denied" then
      return true
    end
  end
  return false
end

-- A folder's name may hold line breaks, which would look like lines of ours.
local function item(self, name)
  local slug = name:gsub("%c", "?")
  return { slug = slug, path = "connectors/" .. slug, folder = self.root .. "/connectors/" .. name }
end

--- All connectors' folders, in order of name.
---@return table[] items { slug, path, folder }
function project:connectors()
  local names, items = fs.list(self.root .. "/connectors") or {}, {}
  table.sort(names)
  for _, name in ipairs(names) do
    if not name:find("^%.") and is_connector_folder(self.root .. "/connectors/" .. name) then
      items[#items + 1] = item(self, name)
    end
  end
  return items
end

local function nearest(self, name)
  local names = {}
  for _, one in ipairs(self:connectors()) do
    names[#names + 1] = one.slug
  end
  return require("util.suggest").hint(name, names)
end

-- The path seen from the project's folder, or nil when it lies outside.
local function inside(self, text)
  local absolute = path.absolute(text)
  local real = fs.realpath(absolute)
  local root = fs.realpath(self.root) or self.root
  return path.below(real or absolute, root) or (not real and path.below(absolute, self.root)) or nil
end

--- One connector by its slug or the path of its folder (or a file in it).
---@param name string a slug, or the path of the folder or of a file in it
---@return table|nil item, string|nil message, string|nil code, table|nil details
function project:find(name)
  local slug = require("project.slug")
  if slug.is_valid(name) and fs.kind(self.root .. "/connectors/" .. name) == "directory" then
    return item(self, name)
  end
  local below = inside(self, name)
  if not below and (name:find("/", 1, true) or name:find("^%.")) then
    return nil, name .. ": outside the project", "invalid"
  end
  local found = below and below:match("^connectors/([^/]+)")
  found = found or name:match("^%.?/?connectors/([^/]+)/*$")
  if found and fs.kind(self.root .. "/connectors/" .. found) == "directory" then
    return item(self, found)
  end
  local linked = self.root .. "/connectors/" .. (found or name)
  if fs.kind(linked) == "link" then
    return nil, ("connectors/%s: is %s"):format(found or name, inside(self, linked)
      and "a link; a connector is a folder of its own" or "linked from outside the project"),
      "invalid"
  end
  if name ~= "" and fs.kind(linked) == "directory" then
    return nil, ("connectors/%s: is no slug: %s"):format(name, slug.reason(name)), "invalid"
  end
  return nil, ("there is no connector '%s'"):format(name), "not_found",
    { hint = nearest(self, found or name) }
end

local function add_all(self, items, seen)
  for _, one in ipairs(self:connectors()) do
    if not seen[one.slug] then
      seen[one.slug] = true
      items[#items + 1] = one
    end
  end
end

--- Connectors that paths name: a connector's folder, a slug, or a folder above
--- connectors; all of them when there is no path. In order of path.
---@param paths string[]|nil
---@return table[]|nil items, string|nil message, string|nil code, table|nil details
function project:select(paths)
  local items, seen = {}, {}
  if not paths or #paths == 0 then
    add_all(self, items, seen)
    local names, message, code = fs.list(self.root .. "/connectors")
    if not names and fs.exists(self.root .. "/connectors") then
      return nil, "connectors: " .. (message:match(": (.*)$") or message), code
    end
    return items
  end
  for _, text in ipairs(paths) do
    local below = inside(self, text)
    local is_slug = fs.kind(self.root .. "/connectors/" .. text) == "directory"
      and not text:find("/", 1, true)
      and require("project.slug").is_valid(text)
    if not is_slug and (below == "." or below == "connectors")
      and fs.kind(path.absolute(text)) == "directory" then
      add_all(self, items, seen)
    else
      local one, message, code, details = self:find(text)
      if not one then
        return nil, message, code, details
      end
      if not seen[one.slug] then
        seen[one.slug] = true
        items[#items + 1] = one
      end
    end
  end
  table.sort(items, function(a, b)
    return a.path < b.path
  end)
  return items
end

return project
