--- A slice: what one partition of a stream is read with.
---
--- `partition` (of the partition router), `cursor` (of the incremental cursor) and `extra` (the
--- extra fields of a parent record) are JSON objects. Templates see the view: one object with the
--- members of partition and cursor, plus the attributes extra_fields, cursor_slice and partition.
local json = require("host.json")

local slice = {}
slice.__index = slice

--- Attributes of the views, for the interpolation: views[view] = { extra_fields = …, … }.
local views = setmetatable({}, { __mode = "k" })

--- @param parts table|nil `partition`, `cursor`, `extra`: JSON objects, empty when absent; becomes
---   the slice
function slice.new(parts)
  local self = setmetatable(parts or {}, slice)
  self.partition = self.partition or json.new_object()
  self.cursor = self.cursor or json.new_object()
  self.extra = self.extra or json.new_object()
  return self
end

--- A slice with the same partition and extra fields and another cursor part.
function slice.with_cursor(self, cursor)
  return slice.new({ partition = self.partition, cursor = cursor, extra = self.extra })
end

local function merge_into(view, part)
  for key, value in pairs(part) do
    view[key] = value
  end
end

--- The object that templates see as stream_slice; made once for each slice.
function slice.view(self)
  local view = self.merged
  if not view then
    view = json.new_object()
    merge_into(view, self.partition)
    merge_into(view, self.cursor)
    views[view] = {
      extra_fields = self.extra,
      cursor_slice = self.cursor,
      partition = self.partition,
    }
    self.merged = view
  end
  return view
end

--- An attribute of a view (extra_fields, cursor_slice, partition), nil for any other value or name.
function slice.attribute(view, name)
  local attributes = views[view]
  return attributes and attributes[name]
end

-- Records that templates see, for messages.
local records = setmetatable({}, { __mode = "k" })

--- Tells that templates see a record as an object of the reference's class.
function slice.see_record(record)
  records[record] = true
end

--- The class by which the reference names a value in messages; nil for one of Python's own.
function slice.class_of(value)
  local name = views[value] and "StreamSlice" or records[value] and "Record"
  return name and "airbyte_cdk.sources.types." .. name
end

return slice
