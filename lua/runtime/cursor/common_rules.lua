--- What the rules of every kind of cursor begin with: names, cursor field, log, request options.
local failure = require("runtime.failure")
local json = require("host.json")

local common_rules = {}

local NESTED = "The `%s` stream does not support nested cursor_field. Please specify only a single "
  .. "cursor_field for the stream in the configured catalog."

--- The cursor field that the configured catalog names, where the manifest lets it.
local function field_of_catalog(build, name)
  local configured = not build.is_parent and build.run:configured_stream(name)
  local path = configured and configured.cursor_field
  if not path or path == json.null or #path == 0 or path[1] == "" then
    return nil
  end
  if #path > 1 then
    failure.value_error(NESTED:format(name))
  end
  return path[1]
end

local function cursor_field(node, build, name)
  local allowed = build:value(node, "allow_catalog_defined_cursor_field")
  return allowed and field_of_catalog(build, name) or build:static_text(node, "cursor_field")
end

local function logger(build, level)
  return function(message)
    build.run.messages:log(level, message)
  end
end

--- @return table rules with name, field, warn, log
function common_rules.new(node, build)
  local name = build.cursor_stream or (build.stream and build.stream.name) or ""
  return {
    name = name,
    field = cursor_field(node, build, name),
    warn = logger(build, "WARN"),
    log = logger(build, "INFO"),
  }
end

--- @param options table request options: [1] for the first bound of a slice, [2] for the last
function common_rules.add_options(rules, options)
  function rules.options(slice)
    local bag = {}
    for index = 1, 2 do
      local option = options[index]
      if option then
        local value = slice.cursor[rules.bounds[index]]
        option:inject(bag, value == nil and json.null or value)
      end
    end
    return bag
  end
end

return common_rules
