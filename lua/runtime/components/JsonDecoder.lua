local later = require("util.later")
local response = later("runtime.http.response")

-- is_plain: the body as it stands is the JSON that is read.
local decoder = { paginates = true, is_plain = true }
decoder.__index = decoder

--- @return table bodies a plain list of JSON values: the elements of an array, else the one value;
---   none when the body cannot be parsed
function decoder.decode(_, reply)
  return response.bodies(reply)
end

return {
  type = "JsonDecoder",
  kind = "decoder",
  summary = "Reads the body as one JSON document.",
  fields = {},
  build = function()
    return decoder
  end,
}
