--- What a command over a connector works with: its files, config, catalog and state, read
--- and checked before anything runs.
local json = require("host.json")
local json_file = require("util.json_file")

local job = {}

--- Options that check, discover and read share.
job.OPTIONS = {
  { name = "config", value = "FILE", doc = "the config, '-' is standard input" },
  { name = "catalog", value = "FILE", doc = "the configured catalog" },
  { name = "state", value = "FILE", doc = "the state of an earlier read" },
  { name = "timeout", type = "number", value = "SECONDS", min = 0,
    doc = "limit of the whole command" },
  {
    name = "request-timeout",
    type = "number",
    value = "SECONDS",
    min = 0,
    doc = "limit of one request",
  },
  { name = "runtime", value = "NAME", default = "native", doc = "'native', or a program on PATH" },
  { name = "raw", type = "boolean", doc = "protocol messages as they are" },
}

--- The shared options and further ones, as a list of its own for one command.
---@param more table[]|nil further options
---@return table[]
function job.options(more)
  local list = {}
  for _, source in ipairs({ more or {}, job.OPTIONS }) do
    for _, entry in ipairs(source) do
      local own = {}
      for key, value in pairs(entry) do
        own[key] = value
      end
      list[#list + 1] = own
    end
  end
  return list
end

local function default_file(connector, given, name)
  if given then
    return given, given
  end
  return connector.folder .. "/" .. name, connector.path .. "/" .. name
end

local function load_config(self, args)
  local path, shown = default_file(self.connector, args.config, "secrets/config.json")
  local config, message, code = json_file.object(path, shown, "the config")
  if config == nil then
    local hint = code == "not_found" and not args.config
      and "write the config there, or give --config FILE"
    return nil, message, code, { hint = hint or nil }
  end
  self.config, self.config_path, self.config_shown = config, path ~= "-" and path or nil, shown
  return true
end

local function load_state(self, args)
  if args.state then
    local message, code
    self.state, message, code = json_file.read(args.state)
    if self.state == nil then
      return nil, message, code
    elseif not json.is_array(self.state) then
      return nil, args.state .. ":1:1: a state must be a list of STATE messages", "invalid"
    end
  end
  return true
end

-- Why a catalog is none, with the place in its file.
local function catalog_problem(catalog, doc, shown)
  local problem, owner, key = require("project.catalog").problem(catalog)
  if not problem then
    return nil
  end
  local line, column = doc:locate(owner, key)
  return ("%s:%d:%d: %s"):format(shown, line or 1, column or 1, problem)
end

local function load_catalog(self, args)
  local path,
    shown = default_file(self.connector, args.catalog, "integration_tests/configured_catalog.json")
  local catalog, doc, code = json_file.located(path, shown)
  if catalog == nil then
    local hint = code == "not_found" and "write the catalog there, or give --catalog FILE"
    return nil, doc, code, { hint = hint or nil }
  end
  local problem = catalog_problem(catalog, doc, shown)
  if problem then
    return nil, problem, "invalid"
  end
  self.catalog, self.catalog_shown = catalog, shown
  return true
end

--- The connector that a NAME means.
---@param ctx table the context of a command
---@param name string slug or folder
---@return table|nil job { connector, project }, string|nil message, string|nil code
---@return table|nil details
function job.of(ctx, name)
  local project = ctx.project
  local item, message, code, details = project:find(name)
  if not item then
    return nil, message, code, details
  end
  local connector
  connector, message, code, details = require("project.connector").load(project, item)
  if not connector then
    return nil, message, code, details
  end
  return { connector = connector, project = project, args = ctx.args }
end

--- The same with config, and catalog and state where `wants_catalog` or they are given; nothing
--- is read where the runtime that is asked for cannot be had.
---@param ctx table the context of a command
---@param wants_catalog boolean
---@return table|nil job, string|nil message, string|nil code, table|nil details
function job.prepare(ctx, wants_catalog)
  local ok, message, code, details = require("cli.runtimes").available(ctx.args.runtime)
  if not ok then
    return nil, message, code, details
  end
  local self
  self, message, code, details = job.of(ctx, ctx.args.name)
  if not self then
    return nil, message, code, details
  end
  local wanted = { load_config }
  if wants_catalog or ctx.args.catalog then
    wanted[2] = load_catalog
  end
  wanted[#wanted + 1] = load_state
  for _, load in ipairs(wanted) do
    ok, message, code, details = load(self, ctx.args)
    if not ok then
      return nil, message, code, details
    end
  end
  return self
end

return job
