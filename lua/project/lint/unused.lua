--- Definitions that nothing refers to.
local json = require("host.json")

local unused = {}

local function mark(state, node)
  if state.used[node] then
    return
  end
  state.used[node] = true
  for _, value in (json.is_object(node) and pairs or ipairs)(node) do
    if type(value) == "string" and value:sub(1, 2) == "#/" then
      local target = state.follow(state.root, value:sub(3), state.left)
      if json.is_object(target) or json.is_array(target) then
        mark(state, target)
      elseif target ~= nil then
        state.scalars[value:sub(3)] = true
      end
    elseif json.is_object(value) or json.is_array(value) then
      mark(state, value)
    end
  end
end

-- Whether a node or something below it is used.
local function is_used(state, node, path, depth)
  if type(node) ~= "table" or node == json.null or state.used[node] then
    return state.used[node] or state.scalars[path] or false
  end
  if depth > 8 then
    return true
  end
  for key, value in (json.is_object(node) and pairs or ipairs)(node) do
    local below = path .. "/" .. tostring(key)
    if state.scalars[below] or type(value) == "table"
      and is_used(state, value, below, depth + 1) then
      return true
    end
  end
  return false
end

local function groups_of(definitions)
  local groups = { { node = definitions, path = "definitions" } }
  for _, name in ipairs({ "streams", "linked", "schemas" }) do
    if json.is_object(definitions[name]) then
      groups[#groups + 1] = { node = definitions[name], path = "definitions/" .. name }
    end
  end
  return groups
end

--- Add an information for each definition that nothing uses.
function unused.check(root, doc, findings)
  local definitions = root.definitions
  if not json.is_object(definitions) then
    return
  end
  local references = require("project.lint.references")
  local state = {
    root = root, used = {}, scalars = {}, follow = references.follow, left = references.allowance(),
  }
  state.used[root] = true
  for key, value in pairs(root) do
    if key ~= "definitions" and (json.is_object(value) or json.is_array(value)) then
      mark(state, value)
    end
  end
  for _, group in ipairs(groups_of(definitions)) do
    for key, value in pairs(group.node) do
      local path = group.path .. "/" .. key
      if not is_used(state, value, path, 0) and not state.scalars[path] then
        local line, column = doc:locate_key(group.node, key)
        findings[#findings + 1] = {
          rule = "unused-definition", severity = "info", line = line, column = column,
          path = path:gsub("/", "."), message = ("nothing uses the definition '%s'"):format(key),
        }
      end
    end
  end
end

return unused
