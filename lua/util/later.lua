--- A module that is read when it is first used.
---
---   local client = later("runtime.http.client")
---
--- For modules that are tables of functions: the file of a component is read for its declaration
--- by commands that never build it, and what it works with is most of the code.

--- @param name string
--- @return table stands for the module
local function later(name)
  local form
  local function open()
    local module = require(name)
    form.__index, form.__newindex = module, module
    return module
  end
  form = {
    __index = function(_, key)
      return open()[key]
    end,
    __newindex = function(_, key, value)
      open()[key] = value
    end,
  }
  return setmetatable({}, form)
end

return later
