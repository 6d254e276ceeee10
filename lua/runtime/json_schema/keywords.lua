--- The keywords of JSON schema: each rule(validator, argument, value, schema) gives a list of
--- errors, or nil.
local combined = require("runtime.json_schema.combined")
local common = require("runtime.json_schema.common")
local members = require("runtime.json_schema.members")
local single = require("runtime.json_schema.single")

local keywords = { is_type = common.is_type }

local SHARED_MEMBERS = {
  "properties", "patternProperties", "propertyNames", "additionalProperties", "contains",
}

local COMBINED = { "allOf", "anyOf", "oneOf", "not", "if", "$ref" }

local function take(set, from, names)
  for _, name in ipairs(names) do
    set[name] = from[name]
  end
end

local function set_with(changes)
  local set = {}
  for name, rule in pairs(single) do
    set[name] = rule
  end
  take(set, members, SHARED_MEMBERS)
  take(set, combined, COMBINED)
  for name, rule in pairs(changes) do
    set[name] = rule
  end
  return set
end

keywords.draft7 = set_with({
  items = members.draft7_items,
  additionalItems = members.additional_items,
  dependencies = combined.dependencies,
})

keywords.latest = set_with({
  items = members.latest_items,
  prefixItems = members.prefixItems,
  dependentRequired = combined.dependencies,
  dependentSchemas = combined.dependencies,
})

return keywords
