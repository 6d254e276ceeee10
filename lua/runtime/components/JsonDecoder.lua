local later = require("util.later")
local response = later("runtime.http.response")

local decoder = { paginates = true, reads_bytes = true }
decoder.__index = decoder

--- The document that is read, as bytes: host.records can find the records in it.
function decoder.json(_, reply)
  return reply.bytes or reply.body
end

--- @return table bodies a plain list of JSON values: the elements of an array, else the one value;
---   none when the body cannot be parsed or is null
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
