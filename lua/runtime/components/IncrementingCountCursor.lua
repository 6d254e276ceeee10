return {
  type = "IncrementingCountCursor",
  kind = "incremental_sync",
  summary = "Reads what is newer than the last sync, by a growing number in each record.",
  fields = {
    {
      name = "cursor_field",
      type = "string",
      required = true,
      template = { "config" },
      doc = "The member of a record that holds its number; a top-level key.",
      example = "id",
    },
    {
      name = "start_value",
      type = "string | integer",
      template = { "config" },
      doc = "Where the first sync begins; 0 when absent.",
      example = 0,
    },
    {
      name = "start_value_option",
      type = "@RequestOption",
      default_type = "RequestOption",
      doc = "Where in the request the start goes.",
    },
    {
      name = "allow_catalog_defined_cursor_field",
      type = "boolean",
      doc = "The configured catalog may name another cursor field.",
    },
  },
  build = function(node, build)
    return require("runtime.cursor.count_rules").new(node, build)
  end,
}
