local later = require("util.later")
local raw = later("runtime.decoders.raw")

return {
  type = "JsonItemsDecoder",
  kind = "decoder",
  summary = "Reads the elements of one list of a large JSON document.",
  fields = {
    {
      name = "items_path",
      type = "string",
      required = true,
      doc = "The keys that lead to the list, joined by dots.",
      example = "data.users",
    },
    {
      name = "encoding",
      type = "string",
      default = "utf-8",
      doc = "The encoding of the body.",
      example = "iso-8859-1",
    },
  },
  build = function(node, build)
    return raw.decoder(node, build)
  end,
}
