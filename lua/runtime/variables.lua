--- The variables that templates of requests see (§22.1).
local json = require("host.json")
local slices = require("runtime.streams.slice")

local variables = {}

--- stream_slice with its aliases, next_page_token, and the slice's extra fields by name.
--- @param slice table|nil
--- @param token any|nil the value of the page token
function variables.of(slice, token)
  local view = slice and slices.view(slice) or json.null
  local page = json.null
  if token ~= nil then
    page = json.new_object({ { "next_page_token", token } })
  end
  local vars = {
    stream_slice = view,
    stream_partition = view,
    stream_interval = view,
    next_page_token = page,
  }
  if slice and next(slice.extra) then
    for name, value in pairs(slice.extra) do
      if vars[name] == nil then
        vars[name] = value
      end
    end
  end
  return vars
end

return variables
