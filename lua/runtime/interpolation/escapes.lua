--- Backslash escapes of text literals, as Python and the template language read them.
local escapes = {}

local simple = {
  n = "\n", t = "\t", r = "\r", a = "\a", b = "\b", f = "\f", v = "\v",
  ["\\"] = "\\", ["'"] = "'", ['"'] = '"', ["\n"] = "",
}

local widths = { x = 2, u = 4, U = 8 }

local function encode(code, as_bytes)
  return as_bytes and string.char(code & 0xFF) or utf8.char(code)
end

-- One escape at `at` (the character after the backslash): its text and the next position, or nil.
local function read(body, at, as_bytes)
  local char = body:sub(at, at)
  if simple[char] then
    return simple[char], at + 1
  end
  local octal = body:match("^[0-7][0-7]?[0-7]?", at)
  if octal then
    return encode(tonumber(octal, 8), as_bytes), at + #octal
  end
  local width = widths[char]
  if width and not (as_bytes and char ~= "x") then
    local digits = body:match("^" .. ("%x"):rep(width), at + 1)
    local code = digits and tonumber(digits, 16)
    if not code or code > 0x10FFFF then
      return nil
    end
    return encode(code, as_bytes), at + 1 + width
  elseif char == "N" and not as_bytes then
    return nil
  end
  return "\\" .. char, at + 1
end

--- @param body string what stands between the quotes
--- @param as_bytes boolean|nil for a bytes literal
--- @return string|nil text, nil when an escape is wrong
function escapes.decode(body, as_bytes)
  if not body:find("\\", 1, true) then
    return body
  end
  local out, from = {}, 1
  while true do
    local slash = body:find("\\", from, true)
    if not slash then
      out[#out + 1] = body:sub(from)
      return table.concat(out)
    end
    out[#out + 1] = body:sub(from, slash - 1)
    local text, next_from = read(body, slash + 1, as_bytes)
    if not text then
      return nil
    end
    out[#out + 1] = text
    from = next_from
  end
end

return escapes
