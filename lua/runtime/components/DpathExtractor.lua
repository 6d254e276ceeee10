local extractor = require("util.later")("runtime.extraction.extractor")

return {
  type = "DpathExtractor",
  kind = "extractor",
  summary = "Takes the records from a path of the body.",
  fields = {
    {
      name = "field_path",
      type = "string[]",
      required = true,
      template = { "config" },
      doc = "The path to the records; [] is the body itself, * every member.",
      example = "[data, items]",
    },
    {
      name = "record_expander",
      type = "@RecordExpander",
      default_type = "RecordExpander",
      doc = "Makes several records of one.",
    },
    { name = "decoder", type = "@decoder", default_type = "JsonDecoder", hidden = true },
  },
  build = function(node, build)
    return extractor.new(node, build)
  end,
}
