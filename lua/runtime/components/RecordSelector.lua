local selector = require("util.later")("runtime.records.selector")

return {
  type = "RecordSelector",
  kind = "record_selector",
  summary = "Takes the records out of a reply, filters and transforms them.",
  fields = {
    {
      name = "extractor",
      type = "@extractor",
      required = true,
      default_type = "DpathExtractor",
      custom_type = "CustomRecordExtractor",
      doc = "Where the records are.",
    },
    {
      name = "record_filter",
      type = "@record_filter",
      default_type = "RecordFilter",
      doc = "Which records are kept.",
    },
    {
      name = "schema_normalization",
      type = "enum(Default,None) | @CustomSchemaNormalization",
      default = "None",
      doc = "Whether values are cast to the types of the schema.",
      example = "Default",
    },
    {
      name = "transform_before_filtering",
      type = "boolean",
      doc = "Whether transformations come before the filter.",
    },
  },
  build = function(node, build)
    return selector.new(node, build)
  end,
}
