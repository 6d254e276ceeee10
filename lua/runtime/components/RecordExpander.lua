local later = require("util.later")
local expander = later("runtime.extraction.expander")
local failure = require("runtime.failure")
local parent_context = later("runtime.extraction.parent_context")
local paths = later("runtime.extraction.paths")
local side_reads = later("runtime.retrieval.side_reads")

local function full_list_of(node, build)
  local retriever = build:value(node, "truncated_list_retriever")
  if not retriever then
    return nil
  end
  if build:value(node, "truncation_indicator_path") == nil then
    failure.value_error(
      "`truncation_indicator_path` is required when `truncated_list_retriever` is configured."
    )
  end
  for _, field in ipairs({ "partition_router", "pagination_reset" }) do
    if build:value(retriever, field) ~= nil then
      failure.value_error(
        ("`%s` is not supported on `truncated_list_retriever`."):format(field)
      )
    end
  end
  local name = build.stream and build.stream.name or ""
  return (side_reads.retriever(retriever, build, name))
end

return {
  type = "RecordExpander",
  kind = "record_expander",
  summary = "Makes a record of each element of a list in a record.",
  fields = {
    {
      name = "expand_records_from_field",
      type = "string[]",
      required = true,
      template = { "config" },
      doc = "The keys that lead to the list; `*` names several.",
      example = { "lines", "data" },
    },
    {
      name = "remain_original_record",
      type = "boolean",
      default = false,
      doc = "Whether each element holds its whole parent under `original_record`.",
    },
    {
      name = "parent_fields",
      type = "@ParentFieldPath[]",
      default_type = "ParentFieldPath",
      doc = "Fields of the parent that each element takes over.",
    },
    {
      name = "merge_parent",
      type = "boolean",
      default = false,
      doc = "Whether each element takes over all fields of the parent that it lacks.",
    },
    {
      name = "on_no_records",
      type = "enum(skip,emit_parent)",
      default = "skip",
      doc = "What becomes of a record without elements.",
    },
    {
      name = "truncation_indicator_path",
      type = "string[]",
      template = { "config" },
      doc = "The keys that lead to a field that is true when the list is cut short.",
      example = { "lines", "has_more" },
    },
    {
      name = "truncated_list_retriever",
      type = "@SimpleRetriever | @CustomRetriever",
      doc = "Reads the whole list then; the record is stream_slice['parent_record'].",
    },
  },
  build = function(node, build)
    local indicator = paths.evaluated(node, build, "truncation_indicator_path")
    local path = paths.evaluated(node, build, "expand_records_from_field")
    local full_list = full_list_of(node, build)
    paths.refuse_globs(indicator, "truncation_indicator_path")
    if full_list then
      paths.refuse_globs(path, "expand_records_from_field")
    end
    return expander.new({
      path = path,
      indicator = indicator,
      full_list = full_list,
      emits_parent = build:value(node, "on_no_records") == "emit_parent",
      messages = build.run.messages,
      context = parent_context.new({
        merge = node.merge_parent == true,
        original = node.remain_original_record == true,
        fields = build:components(build:value(node, "parent_fields")),
      }),
    })
  end,
}
