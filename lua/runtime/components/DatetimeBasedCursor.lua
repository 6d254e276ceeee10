return {
  type = "DatetimeBasedCursor",
  kind = "incremental_sync",
  summary = "Reads what is newer than the last sync, by a time in each record.",
  fields = {
    {
      name = "cursor_field",
      type = "string",
      required = true,
      template = { "config" },
      doc = "The member of a record that holds its time; a top-level key.",
      example = "updated_at",
    },
    {
      name = "datetime_format",
      type = "string",
      required = true,
      doc = "The format of times in requests and in the state: strptime codes, or one of %s, "
        .. "%s_as_float, %ms, %epoch_microseconds; %_ms inside a format for milliseconds.",
      example = "%Y-%m-%dT%H:%M:%SZ",
    },
    {
      name = "start_datetime",
      type = "string | @MinMaxDatetime",
      required = true,
      default_type = "MinMaxDatetime",
      template = { "config" },
      doc = "Where the first sync begins.",
      example = "{{ config['start_date'] }}",
    },
    {
      name = "end_datetime",
      type = "string | @MinMaxDatetime",
      default_type = "MinMaxDatetime",
      template = { "config" },
      doc = "Where a sync ends; now when absent.",
      example = "{{ now_utc().strftime('%Y-%m-%d') }}",
    },
    {
      name = "cursor_datetime_formats",
      type = "string[]",
      doc = "Formats of the times in records, tried in turn before `datetime_format`.",
      example = { "%Y-%m-%dT%H:%M:%S.%f%z" },
    },
    {
      name = "step",
      type = "string",
      template = { "config" },
      doc = "The length of one window, an ISO 8601 duration; needs `cursor_granularity`.",
      example = "P1M",
    },
    {
      name = "cursor_granularity",
      type = "string",
      doc = "The smallest unit of the times, an ISO 8601 duration: a window ends one unit before "
        .. "the next.",
      example = "P1D",
    },
    {
      name = "lookback_window",
      type = "string",
      template = { "config" },
      doc = "How far before the state a sync begins, an ISO 8601 duration.",
      example = "P3D",
    },
    {
      name = "partition_field_start",
      type = "string",
      template = { "config" },
      default = "start_time",
      doc = "The name of a window's start in `stream_interval`.",
      example = "start_time",
    },
    {
      name = "partition_field_end",
      type = "string",
      template = { "config" },
      default = "end_time",
      doc = "The name of a window's end in `stream_interval`.",
      example = "end_time",
    },
    {
      name = "start_time_option",
      type = "@RequestOption",
      default_type = "RequestOption",
      doc = "Where in the request the start of the window goes.",
    },
    {
      name = "end_time_option",
      type = "@RequestOption",
      default_type = "RequestOption",
      doc = "Where in the request the end of the window goes.",
    },
    {
      name = "clamping",
      type = "@Clamping",
      doc = "Whole periods only.",
      example = { target = "MONTH" },
    },
    {
      name = "is_data_feed",
      type = "boolean",
      doc = "The API takes no time filter and gives the newest records first: pages are read until "
        .. "one ends before the state.",
    },
    {
      name = "is_client_side_incremental",
      type = "boolean",
      doc = "The API takes no time filter: all is read, what is older than the state is dropped.",
    },
    {
      name = "is_compare_strictly",
      type = "boolean",
      default = false,
      doc = "The API refuses a window whose start is its end: such windows are left out.",
    },
    {
      name = "global_substream_cursor",
      type = "boolean",
      default = false,
      doc = "One value in the state for all partitions instead of one for each.",
    },
    {
      name = "allow_catalog_defined_cursor_field",
      type = "boolean",
      doc = "The configured catalog may name another cursor field.",
    },
  },
  build = function(node, build)
    return require("runtime.cursor.time_rules").new(node, build)
  end,
}
