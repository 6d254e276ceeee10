--- Decoders that are one parser over the body.
local parsers = require("runtime.decoders.parsers")

local raw = {}

local decoder = {
  class = "airbyte_cdk.sources.declarative.decoders.composite_raw_decoder.CompositeRawDecoder",
}
decoder.__index = decoder

--- The bodies of a reply page by page (runtime.decoders.parsers).
function decoder:pages(reply)
  return self.parse(reply.bytes or reply.body)
end

function decoder:decode(reply)
  return parsers.bodies(self:pages(reply))
end

--- The function (level, text) that writes a line into the log of the run.
function raw.logger(build)
  local messages = build.run and build.run.messages
  return messages and function(level, text)
    messages:log(level, text)
  end
end

--- @param options table|nil fields of the decoder object: `paginates`
function raw.decoder(node, build, options)
  local object = { parse = parsers.of(node, raw.logger(build)) }
  for key, value in pairs(options or {}) do
    object[key] = value
  end
  return setmetatable(object, decoder)
end

return raw
