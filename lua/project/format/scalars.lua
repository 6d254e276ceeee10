--- Scalars and brackets of a YAML text at a new column; their values stay.
local scalars = {}

local function lines_of(source)
  local lines = {}
  for line in (source .. "\n"):gmatch("(.-)\n") do
    lines[#lines + 1] = line
  end
  return lines
end

-- Lines behind the first move with the part that holds them, never left of `least`.
local function shifted(source, by, least)
  local lines = lines_of(source)
  for i = 2, #lines do
    local blanks, rest = lines[i]:match("^([ \t]*)(.*)$")
    lines[i] = rest == "" and "" or (" "):rep(math.max(#blanks + by, least)) .. rest
  end
  return lines
end

-- A line of only blanks is content where it is longer than the indentation.
local function block_line(line, old, indent)
  local blanks, rest = line:match("^( *)(.*)$")
  local extra = #blanks - old
  if rest == "" and extra <= 0 then
    return ""
  end
  return (" "):rep(indent + extra) .. rest
end

local function block_scalar(text, node, column)
  local source = text:sub(node.start, node.stop - 1):gsub("\n$", "", 1)
  local lines = lines_of(source)
  lines[1] = lines[1]:gsub("[ \t]+$", "")
  local digit = tonumber(node.header:match("%d"))
  local indent = column + (digit or 2)
  for i = 2, #lines do
    lines[i] = block_line(lines[i], node.indent or 0, indent)
  end
  return lines
end

--- The lines of a scalar or of a part in brackets; the first is not indented.
---@param text string
---@param node table of yaml_tree
---@param old integer the column of the key or dash that holds it
---@param column integer that column in the new text
---@return string[]
function scalars.lines(text, node, old, column)
  if node.header then
    return block_scalar(text, node, column)
  end
  local source = text:sub(node.start, node.stop - 1)
  local least = node.style == "flow" and column or column + 2
  return shifted(source, column - old, math.max(least, 0))
end

return scalars
