local json = require("host.json")
local later = require("util.later")
local encodings = later("runtime.decoders.encoding")
local raw = later("runtime.decoders.raw")
local response = require("runtime.http.response")

local decoder = { paginates = true }
decoder.__index = decoder

--- The document and the encoding that counts for more than the one it declares: the reference
--- reads the text, in the encoding of the headers. Where there is none, it is as declared.
local function document(reply)
  local charset = response.charset(reply)
  if charset == nil then
    return reply.bytes or reply.body, utf8.len(reply.body) and "UTF-8" or nil
  elseif encodings.is_latin1(charset) then
    return reply.bytes or reply.body, "ISO-8859-1"
  elseif encodings.is_utf8(charset) or not encodings.is_known(charset) then
    return reply.bytes or reply.body, "UTF-8"
  end
  return encodings.decode(reply.body, charset), "UTF-8"
end

--- The document as JSON, as bytes; "", which is none, when it cannot be read: decode tells why.
function decoder.json(_, reply)
  return require("host.xml").json(document(reply)) or ""
end

function decoder:decode(reply)
  local value, reason = require("host.xml").decode(document(reply))
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
