local later = require("util.later")
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
    return raw.decoder(node, build, { paginates = node.decoder.type == "JsonDecoder" })
  end,
}
