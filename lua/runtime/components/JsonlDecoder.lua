local later = require("util.later")
local raw = later("runtime.decoders.raw")

return {
  type = "JsonlDecoder",
  kind = "decoder",
  summary = "Reads one JSON document from each line of the body.",
  fields = {},
  build = function(node, build)
    return raw.decoder(node, build)
  end,
}
