--- Small helpers over text.
local text = {}

--- "1 stream", "2 streams"; `plural` where it is not made by an s.
---@param number integer
---@param word string
---@param plural string|nil
---@return string
function text.count(number, word, plural)
  return ("%d %s"):format(number, number == 1 and word or plural or word .. "s")
end

--- Lines of a text, without their ends.
---@param whole string
---@return string[]
function text.lines(whole)
  local lines = {}
  for line in (whole:gsub("\n?$", "\n", 1)):gmatch("([^\n]*)\n") do
    lines[#lines + 1] = line
  end
  return lines
end

--- The line on which a script returns its table: where a mistake in the declaration is told.
---@param whole string
---@return integer
function text.return_line(whole)
  local found = 1
  for number, line in ipairs(text.lines(whole)) do
    if line:find("^return%f[^%w_]") then
      found = number
    end
  end
  return found
end

--- Whether `whole` begins with `start`.
---@param whole string
---@param start string
---@return boolean
function text.starts(whole, start)
  return whole:sub(1, #start) == start
end

--- Text without blanks at both ends.
---@param whole string
---@return string
function text.trim(whole)
  return (whole:match("^%s*(.-)%s*$"))
end

-- Lua cuts names of chunks in its messages: "..." and the last bytes (LUA_IDSIZE is 60).
local CUT, KEPT = 60, 56

--- A message of Lua with the whole name of a chunk where it was cut.
---@param message string
---@param file string the name
---@return string
function text.full_name(message, file)
  if #file < CUT then
    return message
  end
  local short = "..." .. file:sub(-KEPT)
  return (message:gsub(short:gsub("%p", "%%%0"), (file:gsub("%%", "%%%%"))))
end

--- A raised table as a line for a bug report.
---@param value any
---@return string
function text.describe(value)
  if type(value) ~= "table" then
    return tostring(value)
  end
  local class, message = rawget(value, "class") or rawget(value, "type"), rawget(value, "message")
  return ("%s: %s"):format(tostring(class or "error"), tostring(message))
end

return text
