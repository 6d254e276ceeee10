--- Records of a read as tables, a stream at a time, in blocks.
local json = require("host.json")

local record_table = {}
record_table.__index = record_table

local BLOCK = 100
local MAX_CELL = 40

---@param out table cli.output
---@return table
function record_table.new(out)
  return setmetatable({ out = out, rows = {}, columns = {}, known = {}, blocks = 0 }, record_table)
end

local function shown(value)
  if value == nil or value == json.null then
    return ""
  end
  local text = type(value) == "table" and json.encode(value) or tostring(value)
  local length = utf8.len(text) or #text
  if length > MAX_CELL then
    local stop = utf8.len(text) and utf8.offset(text, MAX_CELL) or MAX_CELL
    text = text:sub(1, stop - 1) .. "…"
  end
  return text
end

--- Print what waits.
function record_table:flush()
  if #self.rows == 0 then
    return
  end
  local columns, lines = {}, {}
  for i, name in ipairs(self.columns) do
    columns[i] = { name, name, as_it_is = true }
  end
  for i, record in ipairs(self.rows) do
    local line = {}
    for j, name in ipairs(self.columns) do
      line[j] = shown(record[name])
    end
    lines[i] = line
  end
  if self.blocks > 0 then
    self.out:line("")
  end
  self.out:line("%s", self.out:style("cyan", self.stream))
  self.out:table(lines, columns)
  self.blocks = self.blocks + 1
  self.rows, self.columns, self.known = {}, {}, {}
end

--- Add a record of a stream.
---@param stream string
---@param record table
function record_table:add(stream, record)
  if stream ~= self.stream or #self.rows >= BLOCK then
    self:flush()
    self.stream = stream
  end
  self.rows[#self.rows + 1] = record
  for key in pairs(json.is_object(record) and record or {}) do
    if not self.known[key] then
      self.known[key] = true
      self.columns[#self.columns + 1] = key
    end
  end
end

return record_table
