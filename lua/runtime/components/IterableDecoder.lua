local encoding = require("runtime.decoders.encoding")
local json = require("host.json")

local decoder = {
  class = "airbyte_cdk.sources.declarative.decoders.json_decoder.IterableDecoder",
}
decoder.__index = decoder

--- Each line of the body as { record = line }; no line after a final line break.
function decoder.decode(_, reply)
  local bodies, text = {}, encoding.decode(reply.body, "utf-8"):gsub("\r\n?", "\n")
  if text ~= "" and text:sub(-1) ~= "\n" then
    text = text .. "\n"
  end
  for line in text:gmatch("([^\n]*)\n") do
    bodies[#bodies + 1] = json.new_object({ { "record", line } })
  end
  return bodies
end

return {
  type = "IterableDecoder",
  kind = "decoder",
  summary = "Takes each line of the body as the text of a record.",
  fields = {},
  build = function()
    return decoder
  end,
}
