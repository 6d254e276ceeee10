local fs = require("host.fs")
local rules = require("project.lint.rules")

-- Names that the sources give to findings.
local function named_in(path, found)
  local text = assert(fs.read(path))
  for name in text:gmatch('rule = "([%a-]+)"') do
    found[name] = path
  end
  for name in text:gmatch('"([a-z]+%-[a-z-]+)"%)%(') do
    found[name] = path
  end
  for name in text:gmatch('at_value%("([%a-]+)"') do
    found[name] = path
  end
end

local FOLDERS = { "lua/project", "lua/project/lint", "lua/runtime/validation", "lua/policy",
  "scripts/connectors" }

return {
  ["every rule that the sources name has its line in the list"] = function(t)
    local found = {}
    for _, folder in ipairs(FOLDERS) do
      for _, name in ipairs(assert(fs.list(folder))) do
        if name:find("%.lua$") then
          named_in(folder .. "/" .. name, found)
        end
      end
    end
    t.truthy(next(found))
    for name, path in pairs(found) do
      t.truthy(rules[name], ("%s of %s"):format(name, path))
    end
  end,
}
