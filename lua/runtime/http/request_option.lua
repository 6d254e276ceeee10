--- Puts a value into a request: what a RequestOption does.
local failure = require("runtime.failure")
local json = require("host.json")

local option = {}
option.__index = option

--- Where a request option goes, by the words of `inject_into`: fields of the bag of options.
local PLACES = {
  request_parameter = "params",
  header = "headers",
  body_data = "body_data",
  body_json = "body_json",
}

local function key_text(expression)
  local key = expression:eval()
  if type(key) == "string" then
    return key
  end
  return require("runtime.interpolation.values").str(key)
end

-- The object that the last segment of the path is set in; what is missing on the way is made.
local function object_at(target, path)
  for index = 1, #path - 1 do
    local key = key_text(path[index])
    if target[key] == nil then
      target[key] = json.new_object()
    end
    target = target[key]
  end
  return target
end

--- Sets the value in a bag of request options.
--- @param bag table params, headers, body_data, body_json: JSON objects, made where missing
function option:inject(bag, value)
  local target = bag[self.place]
  if target == nil then
    target = json.new_object()
    bag[self.place] = target
  end
  if self.fixed then
    target[self.fixed] = value
  elseif self.path then
    object_at(target, self.path)[key_text(self.path[#self.path])] = value
  else
    target[key_text(self.name)] = value
  end
end

--- The same for a credential: a header whose name comes out empty is left out.
function option:inject_credential(bag, value)
  self:inject(bag, value)
  if bag.headers then
    bag.headers[""] = nil
  end
end

-- A field that is there and holds something: an empty one counts as absent.
local function given(node, build, field)
  local value = build:value(node, field)
  if value ~= "" and not (json.is_array(value) and #value == 0) then
    return value
  end
end

local function check(node, build)
  local name, path = given(node, build, "field_name"), given(node, build, "field_path")
  if name == nil and path == nil then
    failure.value_error("RequestOption requires either a field_name or field_path")
  elseif name ~= nil and path ~= nil then
    failure.value_error(
      "Only one of field_name or field_path can be provided to RequestOption"
    )
  elseif path ~= nil and node.inject_into ~= "body_json" then
    failure.value_error(
      "Nested field injection is only supported for body JSON injection. "
        .. "Please use a top-level field_name for other injection types."
    )
  end
end

local NO_PARAMETERS = {}

local function path_of(node, build, lender)
  local path = given(node, build, "field_path")
  if not path then
    return nil
  end
  local segments = {}
  for index, segment in ipairs(path) do
    segments[index] = build:string_of(lender, segment)
  end
  return segments
end

--- @param node table a RequestOption of the manifest
--- @param build table of runtime.manifest.build; option_owner: the component whose $parameters the
---   templates see, where they see some
function option.new(node, build)
  check(node, build)
  local lender = build.option_owner or NO_PARAMETERS
  local name = build:string_of(lender, build:value(node, "field_name"))
  local path, is_steady = path_of(node, build, lender), true
  for _, part in ipairs(path or { name }) do
    is_steady = is_steady and part.is_static
  end
  build.run.unsteady = build.run.unsteady or not is_steady
  return setmetatable({
    place = PLACES[node.inject_into],
    name = name,
    path = path,
    is_steady = is_steady,
    fixed = not path and name and name.is_static and key_text(name),
  }, option)
end

return option
