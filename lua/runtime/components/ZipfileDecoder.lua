local failure = require("runtime.failure")
local later = require("util.later")
local parsers = later("runtime.decoders.parsers")
local raw = later("runtime.decoders.raw")

local decoder = {
  class = "airbyte_cdk.sources.declarative.decoders.zipfile_decoder.ZipfileDecoder",
}
decoder.__index = decoder

local function members_of(reply)
  local members = require("host.archive").zip_members(reply.bytes or reply.body, { as_body = true })
  if not members then
    failure.raise({
      message = "Received an invalid zip file in response.",
      internal = "Received an invalid zip file in response to URL: " .. tostring(reply.url) .. ".",
    })
  end
  return members
end

local function bodies_of(self, name, bytes, reply)
  local ok, bodies = pcall(function()
    return parsers.bodies(self.parse(bytes))
  end)
  if not ok then
    local message = ("Failed to parse file: %s from zip file"):format(name)
    failure.raise({
      message = message .. ".",
      internal = ("%s: %s."):format(message, tostring(reply.url)),
    })
  end
  return bodies
end

function decoder:decode(reply)
  local all = {}
  for _, member in ipairs(members_of(reply)) do
    for _, body in ipairs(bodies_of(self, member.name, member.data, reply)) do
      all[#all + 1] = body
    end
  end
  return all
end

return {
  type = "ZipfileDecoder",
  kind = "decoder",
  summary = "Reads every member of a zip archive with another decoder.",
  fields = {
    {
      name = "decoder",
      type = "@CsvDecoder | @GzipDecoder | @JsonDecoder | @JsonItemsDecoder | @JsonlDecoder",
      required = true,
      doc = "How each member is read.",
    },
  },
  build = function(node, build)
    local parse = parsers.of(node.decoder, raw.logger(build))
    return setmetatable({ parse = parse }, decoder)
  end,
}
