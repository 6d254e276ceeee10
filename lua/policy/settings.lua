--- What revos.yaml says of policies: spec.policies with `severity`, `exceptions` and `packs`.
---
--- Read leniently: what is wrong there is told by lint from the declared shape.
local fs = require("host.fs")
local json = require("host.json")

local settings = {}

local severities = { "deny", "warn", "info", "off" }

local function date_problem(value)
  local year, month, day = value:match("^(%d%d%d%d)%-(%d%d)%-(%d%d)$")
  if value ~= "never" and (not year or tonumber(month) > 12 or tonumber(day) > 31) then
    return "must be a date such as 2027-03-31, or never"
  end
  return nil
end

local function reason_problem(value)
  return not value:find("%S") and "is empty: say why" or nil
end

local function hash_problem(value)
  return not value:find("^sha256:%x+$") and "must be sha256: and the hash of the pack" or nil
end

local exception = {
  type = "mapping",
  fields = {
    rule = { type = "string", required = true },
    path = { type = "string" },
    node = { type = "string" },
    reason = { type = "string", required = true, check = reason_problem },
    expires = { type = "string", required = true, check = date_problem },
  },
}

--- The shape of spec.policies.
settings.SHAPE = {
  type = "mapping",
  fields = {
    -- YAML reads a bare `off` as false.
    severity = { type = "mapping", fields = {}, others = { check = function(value)
      if value ~= false and not require("util.lists").contains(severities, value) then
        return "must be one of " .. table.concat(severities, ", ")
      end
      return nil
    end } },
    exceptions = { type = "list", items = exception },
    packs = { type = "mapping", fields = {}, others = { type = "string", check = hash_problem } },
  },
}

local function mapping(value)
  return json.is_object(value) and value or json.new_object()
end

local function exceptions_of(given, doc)
  local list = {}
  for i, one in ipairs(json.is_array(given) and given or {}) do
    if json.is_object(one) and type(one.rule) == "string" and type(one.expires) == "string"
      and not date_problem(one.expires) then
      local line, column = doc:locate(one)
      list[#list + 1] = {
        rule = one.rule, path = one.path, node = one.node, expires = one.expires,
        index = i, line = line, column = column,
      }
    end
  end
  return list
end

--- The settings of a project.
---@param root string|nil the project's folder
---@return table settings { severity = { id -> deny|warn|info|off }, exceptions = {...},
---  packs = { name -> "sha256:..." }, places = { id of severity -> { line, column } } }
function settings.read(root)
  local text = root and fs.read(root .. "/revos.yaml")
  local value, doc
  -- a key is what it reads as, or has escapes
  if text and (text:find("policies", 1, true) or text:find("\\", 1, true)) then
    value, doc = require("host.yaml").decode(text, "revos.yaml")
  end
  local spec = mapping(mapping(value).spec)
  local given = mapping(spec.policies)
  local severity, packs, places = {}, {}, {}
  for id, word in pairs(mapping(given.severity)) do
    severity[id] = word == false and "off" or word
    places[id] = { doc:locate_key(given.severity, id) }
  end
  for name, hash in pairs(mapping(given.packs)) do
    packs[name] = hash
  end
  return { severity = severity, packs = packs, places = places,
    exceptions = exceptions_of(given.exceptions, doc) }
end

return settings
