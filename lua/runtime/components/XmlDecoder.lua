local json = require("host.json")
local later = require("util.later")
local raw = later("runtime.decoders.raw")

local decoder = { paginates = true }
decoder.__index = decoder

--- The document as JSON, as bytes; "", which is none, when it cannot be read: decode tells why.
function decoder.json(_, reply)
  return require("host.xml").json(reply.bytes or reply.body) or ""
end

function decoder:decode(reply)
  local value, reason = require("host.xml").decode(reply.bytes or reply.body)
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
