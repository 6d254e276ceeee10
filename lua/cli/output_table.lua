--- The tables of cli.output.
local output = require("cli.output")

local function visible(text)
  return utf8.len(text) or #text
end

local function cell(value)
  local meta = getmetatable(value)
  if meta and meta.is_styled then
    return value.text, visible((value.text:gsub("\27%[%d+m", "")))
  end
  local text = value == nil and "" or output.one_line(tostring(value))
  return text, visible(text)
end

local function titles_of(self, columns)
  local titles = {}
  for i, column in ipairs(columns) do
    local title, as_it_is = column, false
    if type(column) == "table" then
      title, as_it_is = column.title or column[2] or column.key or column[1], column.as_it_is
    end
    title = tostring(title)
    titles[i] = self:style("bold", as_it_is and title or title:upper())
  end
  return titles
end

-- The values of a row in the order of the columns.
local function values_of(row, columns)
  if not columns or (rawlen(row) > 0 and not require("host.json").is_object(row)) then
    return row
  end
  local values = {}
  for i, column in ipairs(columns) do
    values[i] = row[type(column) == "table" and (column.key or column[1]) or column:lower()]
  end
  return values
end

local function write_line(self, line, widths)
  local parts = {}
  for i, part in ipairs(line) do
    parts[i] = part.text .. (i < #line and (" "):rep(widths[i] - part.width) or "")
  end
  local text = table.concat(parts, "  ")
  self.write((text:find("%s", -1) and text:gsub("%s+$", "") or text) .. "\n")
end

--- @param self table the output
--- @param rows table[]
--- @param columns table[]|nil
return function(self, rows, columns)
  local grid, widths = {}, {}
  local function add(values, count)
    local line = {}
    for i = 1, count do
      local text, width = cell(values[i])
      line[i] = { text = text, width = width }
      widths[i] = math.max(widths[i] or 0, width)
    end
    grid[#grid + 1] = line
  end
  if columns then
    add(titles_of(self, columns), #columns)
  end
  for _, row in ipairs(rows) do
    add(values_of(row, columns), columns and #columns or #row)
  end
  for _, line in ipairs(grid) do
    write_line(self, line, widths)
  end
end
