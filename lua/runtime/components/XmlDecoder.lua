local json = require("host.json")
local later = require("util.later")
local raw = later("runtime.decoders.raw")

local decoder = { paginates = true }
decoder.__index = decoder

function decoder:decode(reply)
  local value, reason = require("host.xml").decode(reply.body)
  if value == nil then
    if self.log then
      self.log("WARN", "Response cannot be parsed from XML: " .. reason)
    end
    return { json.new_object() }
  end
  return { value }
end

return {
  type = "XmlDecoder",
  kind = "decoder",
  summary = "Reads the body as XML: attributes as `@name`, text as `#text`, repeats as lists.",
  fields = {},
  build = function(_, build)
    return setmetatable({ log = raw.logger(build) }, decoder)
  end,
}
