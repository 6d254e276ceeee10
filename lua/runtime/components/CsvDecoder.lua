local later = require("util.later")
local raw = later("runtime.decoders.raw")

return {
  type = "CsvDecoder",
  kind = "decoder",
  summary = "Reads a header line and a record from each further line.",
  fields = {
    {
      name = "encoding",
      type = "string",
      default = "utf-8",
      doc = "The encoding of the body.",
      example = "iso-8859-1",
    },
    {
      name = "delimiter",
      type = "string",
      default = ",",
      doc = "The character between two cells; escapes such as `\\t` are understood.",
      example = ";",
    },
    {
      name = "set_values_to_none",
      type = "string[]",
      doc = "Cells with one of these texts become null.",
      example = { "", "NULL" },
    },
  },
  build = function(node, build)
    return raw.decoder(node, build)
  end,
}
