local function literal_of(value)
  if is_mapping(value) then
    return value.datetime, ".datetime"
  end
  return value, ""
end

return {
  id = "start-from-config",
  summary = "Where a sync begins is said by the config",
  severity = "info",
  docs = [[
A start date in the manifest is the same for everybody: too early for some, too late for others,
and a change of it is a new version. Let the config say it, with a default.]],
  examples = {
    bad = {
      manifest = [[
definitions:
  cursor: { type: DatetimeBasedCursor, cursor_field: at, start_datetime: "2020-01-01" }
]],
      expect = { { path = "definitions.cursor.start_datetime" } },
    },
    good = {
      manifest = [[
definitions:
  cursor:
    { type: DatetimeBasedCursor, cursor_field: at, start_datetime: "{{ config['start_date'] }}" }
]],
    },
  },
  check = function(input, report)
    walk(input.manifest, function(node, path)
      local value, suffix = literal_of(node.start_datetime)
      if node.type == "DatetimeBasedCursor" and type(value) == "string"
        and not value:find("{[{%%]") then
        report(path .. ".start_datetime" .. suffix,
          "the start is written into the manifest, it is the same for everybody")
      end
    end)
  end,
}
