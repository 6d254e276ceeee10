--- A module of revos.* whose members are modules, each loaded when it is first used.
---
---     return members("revos.project", {
---       { "find", "project.find", "where the project is" },
---     })
---
--- The list says what there is: docs/commands.md and the descriptions for editors are made of
--- it. `members.list(module)` gives it back.
local members = {}

local lists = setmetatable({}, { __mode = "k" })

local function load(self, name, index, key)
  local entry = index[key]
  if not entry then
    error(("%s has no member '%s'"):format(name, tostring(key)), 3)
  end
  local value = require(entry[2])
  rawset(self, key, value)
  return value
end

--- The list a module was made of, nil for other modules.
---@return table[]|nil entries { name, module, doc }
function members.list(module)
  return lists[module]
end

return setmetatable(members, {
  __call = function(_, name, list)
    local index = {}
    for _, entry in ipairs(list) do
      index[entry[1]] = entry
    end
    local module = setmetatable({}, {
      __index = function(self, key)
        return load(self, name, index, key)
      end,
    })
    lists[module] = list
    return module
  end,
})
