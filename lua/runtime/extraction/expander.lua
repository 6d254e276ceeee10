--- Records from the lists within records (§14).
local dpath = require("runtime.values.dpath")
local json = require("host.json")
local objects = require("runtime.values.objects")
local side_reads = require("runtime.retrieval.side_reads")
local slices = require("runtime.streams.slice")

local expander = {}
expander.__index = expander

--- @param fields table path, indicator (or nil), full_list (retriever or nil), emits_parent,
---   messages, context
function expander.new(fields)
  fields.warned = {}
  return setmetatable(fields, expander)
end

local function quoted(path)
  return require("runtime.interpolation.values").repr(json.new_array({ table.unpack(path) }))
end

local function warn_once(self, kind, text)
  if not self.warned[kind] then
    self.warned[kind] = true
    self.messages:log("WARN", text)
  end
end

local function find_one(record, path)
  local ok, value = pcall(dpath.get, record, path)
  return ok and value or nil
end

--- The integer `total_count` beside the indicator.
local function total_of(self, parent)
  local path = table.move(self.indicator, 1, #self.indicator - 1, 1, {})
  path[#path + 1] = "total_count"
  local total = find_one(parent, path)
  return math.type(total) == "integer" and total or nil
end

local function warn_truncated(self, parent, count)
  local total = total_of(self, parent)
  warn_once(
    self,
    "truncated",
    ("The nested list at %s is marked as truncated (the field at %s is truthy) but no "
      .. "`truncated_list_retriever` is configured, so only the %d embedded item(s)%s were "
      .. "expanded and the remaining items are not emitted. Configure `truncated_list_retriever` "
      .. "to fetch the complete list if the API provides an endpoint for it. This warning is "
      .. "emitted once per stream; other records may be truncated as well."):format(
      quoted(self.path),
      quoted(self.indicator),
      count,
      total and (" of %d total"):format(total) or ""
    )
  )
end

local function warn_incomplete(self, parent, count)
  local total = total_of(self, parent)
  if not total or count >= total then
    return
  end
  warn_once(
    self,
    "incomplete",
    ("The `truncated_list_retriever` for the nested list at %s returned %d record(s) but the "
      .. "`total_count` field next to %s reports %d, so the fetched list is still incomplete.%s "
      .. "Check that the retriever has a `paginator` configured and that its request matches the "
      .. "complete-list endpoint. This warning is emitted once per stream; other records may be "
      .. "affected as well."):format(
      quoted(self.path),
      count,
      quoted(self.indicator),
      total,
      count == 0 and " The embedded items were expanded as a fallback." or ""
    )
  )
end

local function full_list(self, parent, base, records)
  local slice = slices.new({ partition = json.new_object({ { "parent_record", parent } }) })
  local count = 0
  for item in side_reads.records(self.full_list, slice) do
    count = count + 1
    records[#records + 1] = self.context:apply(parent, item, base)
  end
  warn_incomplete(self, parent, count)
  return count
end

local function embedded(self, parent)
  local items = {}
  for _, list in ipairs(dpath.values(parent, self.path)) do
    if json.is_array(list) then
      table.move(list, 1, #list, #items + 1, items)
    end
  end
  return items
end

local function add_embedded(self, parent, base, is_truncated, records)
  local items = embedded(self, parent)
  if is_truncated and not self.full_list then
    warn_truncated(self, parent, #items)
  end
  for _, item in ipairs(items) do
    records[#records + 1] = self.context:apply(parent, item, base)
  end
  if #items == 0 and self.emits_parent then
    records[#records + 1] = parent
  end
end

--- @return table list of the records that one record becomes
function expander:expand(parent)
  if not json.is_object(parent) or #self.path == 0 then
    return { parent }
  end
  local is_truncated = self.indicator and #self.indicator > 0
    and objects.truthy(find_one(parent, self.indicator))
  local base, records = self.context:base(parent, self.path), {}
  if is_truncated and self.full_list and full_list(self, parent, base, records) > 0 then
    return records
  end
  add_embedded(self, parent, base, is_truncated, records)
  return records
end

return expander
