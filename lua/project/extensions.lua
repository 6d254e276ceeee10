--- What a project's revos.yaml may do only with the user's consent, see project.trust: run aliases,
--- hooks before and after commands, and commands that give secrets of workspaces; and name the
--- addresses that tokens are sent to.
local fs = require("host.fs")
local json = require("host.json")

local extensions = {}

-- A list of texts, or one text.
local function text_problem(value)
  if type(value) == "string" then
    return not value:find("%S") and "is empty" or nil
  elseif not json.is_array(value) or #value == 0 then
    return "must be text or a list of texts"
  end
  for _, one in ipairs(value) do
    if type(one) ~= "string" then
      return "must be text or a list of texts"
    end
  end
  return nil
end

--- The shapes of spec.aliases and spec.hooks, for project.shape.
extensions.ALIASES = { type = "mapping", fields = {}, others = { check = text_problem } }
extensions.HOOKS = {
  type = "mapping",
  fields = {},
  others = { type = "mapping", fields = {
    before = { check = text_problem },
    after = { check = text_problem },
  } },
}

local function is_sound(value, declared)
  local document = json.new_object({ { "value", value } })
  local fields = { value = declared }
  return #require("project.shape").check(document, nil, "revos.yaml", { fields = fields }) == 0
end

local function part(spec, name, declared)
  local value = json.is_object(spec) and spec[name]
  return json.is_object(value) and is_sound(value, declared) and value or json.new_object()
end

-- The commands of ${exec.…}, by "workspace.field".
local function commands_of_secrets(spec)
  local found = json.new_object()
  local workspaces = json.is_object(spec) and spec.workspaces
  for name, declaration in pairs(json.is_object(workspaces) and workspaces or found) do
    for field, value in pairs(json.is_object(declaration) and declaration or json.new_object()) do
      if type(value) == "string" and value:find("^%${exec%.") then
        found[name .. "." .. field] = value
      end
    end
  end
  return found
end

-- The http workspaces at addresses that nobody knows, by name: what is sent there, and where.
local function addresses_of(spec)
  local found = json.new_object()
  local workspaces = json.is_object(spec) and spec.workspaces
  for name, declaration in pairs(json.is_object(workspaces) and workspaces or found) do
    local url = json.is_object(declaration) and declaration.driver == "http" and declaration.url
    if type(url) == "string" and not require("util.address").is_known(url) then
      found[name] = declaration
    end
  end
  return found
end

local function fingerprint(self)
  local all = json.new_object({ { "aliases", self.aliases }, { "hooks", self.hooks } })
  for _, part_name in ipairs({ "secrets", "addresses" }) do
    if json.size(self[part_name]) > 0 then
      all[part_name] = self[part_name]
    end
  end
  return require("host.hash").sha256(json.encode(all))
end

--- Whether there is a program among them, and not addresses alone.
---@param self table of load()
---@return boolean
function extensions.runs_something(self)
  return json.size(self.aliases) + json.size(self.hooks) + json.size(self.secrets) > 0
end

--- The addresses in words, "workspace production (https://…)"; nil when there are none.
---@param self table of load()
---@return string|nil
function extensions.destinations(self)
  local parts = {}
  for name, declaration in pairs(self.addresses) do
    parts[#parts + 1] = ("workspace %s (%s)"):format(name,
      require("util.address").shown(declaration.url))
  end
  return parts[1] and table.concat(parts, ", ")
end

--- What a project may do with consent; nil when it is nothing, or its file cannot be read (which
--- the command itself will tell).
---@param root string|nil the project's folder
---@return table|nil { aliases, hooks, secrets, addresses: objects, file, hash }
function extensions.load(root)
  local file = root and root .. "/revos.yaml"
  local text = file and fs.read(file)
  if not text or not (text:find("hooks", 1, true) or text:find("aliases", 1, true)
    or text:find("${exec.", 1, true) or text:find("https:", 1, true)) then
    return nil
  end
  local value = require("host.yaml").decode(text, "revos.yaml")
  local spec = json.is_object(value) and value.spec
  local self = {
    aliases = part(spec, "aliases", extensions.ALIASES),
    hooks = part(spec, "hooks", extensions.HOOKS),
    secrets = commands_of_secrets(spec),
    addresses = addresses_of(spec),
    file = fs.realpath(file) or file,
  }
  if not extensions.runs_something(self) and json.size(self.addresses) == 0 then
    return nil
  end
  self.hash = fingerprint(self)
  return self
end

--- Whether the user has consented to them as they are now.
---@param self table of load()
---@return boolean
function extensions.are_trusted(self)
  local store = require("project.trust").load()
  return store ~= nil and store[self.file] == self.hash
end

--- A text or a list of texts as a list.
---@param value string|string[]|nil
---@return string[]
function extensions.list(value)
  return type(value) == "string" and { value } or value or {}
end

return extensions
