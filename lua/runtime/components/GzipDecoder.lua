local later = require("util.later")
local parsers = later("runtime.decoders.parsers")
local raw = later("runtime.decoders.raw")

return {
  type = "GzipDecoder",
  kind = "decoder",
  summary = "Unpacks a body that is compressed with gzip and reads it with another decoder.",
  fields = {
    {
      name = "decoder",
      type = "@CsvDecoder | @GzipDecoder | @JsonDecoder | @JsonItemsDecoder | @JsonlDecoder",
      required = true,
      doc = "How the unpacked bytes are read.",
    },
  },
  build = function(node, build)
    local is_document = node.decoder.type == "JsonDecoder"
    local decoder = raw.decoder(node, build, { paginates = is_document })
    if is_document then
      function decoder:json(reply)
        local page = self:pages(reply)()
        if #page < 16 then -- null, which is no answer here
          parsers.document(page)
        end
        return page
      end
    end
    return decoder
  end,
}
