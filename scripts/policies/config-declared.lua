-- Names that the runtime itself puts into the config.
local given = { ["__injected_declarative_manifest"] = true, ["__injected_components_py"] = true,
  ["__injected_manifest"] = true, ["__injected_components_py_checksums"] = true }

local function declared_names(spec)
  local names = {}
  walk(spec, function(node)
    for name in pairs(is_mapping(node.properties) and node.properties or {}) do
      names[name] = true
    end
  end)
  return names
end

local function names_in(text)
  local names = {}
  for expression in text:gmatch("{[{%%](.-)[}%%]}") do
    for name in expression:gmatch("%f[%w_.]config%s*%[%s*['\"]([^'\"]+)['\"]%s*%]") do
      names[#names + 1] = name
    end
    for name in expression:gmatch("%f[%w_.]config%.([%a_][%w_]*)") do
      names[#names + 1] = name ~= "get" and name or nil
    end
  end
  return names
end

-- Fields that are set on the way, by a transformation of the config.
local function is_open(spec)
  return is_mapping(spec) and (spec.config_normalization_rules ~= nil
    or spec.advanced_auth ~= nil)
end

return {
  id = "config-declared",
  summary = "Config fields that templates use are in the spec",
  severity = "info",
  docs = [[
`config['api_kye']` is nobody's mistake until a sync fails. Each field of the config that a
template uses is a property of the spec. Fields that the runtime adds, and specs that change the
config, are left alone.]],
  examples = {
    bad = {
      manifest = [[
definitions: { requester: { url_base: "https://{{ config['host'] }}" } }
spec: { connection_specification: { properties: { hostname: { type: string } } } }
]],
      expect = { { path = "definitions.requester.url_base", message = "host" } },
    },
    good = {
      manifest = [[
definitions: { requester: { url_base: "https://{{ config['host'] }}" } }
spec: { connection_specification: { properties: { host: { type: string } } } }
]],
    },
  },
  check = function(input, report)
    local spec = input.resolved and input.resolved.spec
    if not is_mapping(spec) or not is_mapping(spec.connection_specification) or is_open(spec) then
      return
    end
    local names = declared_names(spec)
    walk(input.manifest, function(node, path)
      for key, value in pairs(node) do
        local is_template = type(value) == "string" and value:find("{", 1, true)
        for _, name in ipairs(is_template and names_in(value) or {}) do
          if not names[name] and not given[name] then
            report(('%s["%s"]'):format(path, key),
              ("a template uses config['%s'], which the spec does not have"):format(name))
          end
        end
      end
      return path ~= "spec"
    end)
  end,
}
