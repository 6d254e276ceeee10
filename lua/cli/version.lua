--- The version of revos, as text or JSON.
local term = require("host.term")

local version = {}

---@param values { json: boolean|nil }
---@return true
function version.print(values)
  local number = require("host.embedded").version
  if values.json then
    local json = require("host.json")
    term.write(json.encode(json.new_object({ { "schema", "revos/v1/version" },
      { "version", number } })) .. "\n")
  else
    term.write("revos " .. number .. "\n")
  end
  return true
end

return version
