--- Deduplication in a file of JSON lines: the old file without the records that came anew, then
--- the newest of each that came. Only keys are held in memory.
local fs = require("host.fs")
local stage = require("workspace.sync.stage")

local CHUNK = 1024 * 1024

-- Calls each(line) for the lines of a file, read in parts.
local function each_line(path, each)
  local offset, rest = 0, ""
  while true do
    local part, message, code = fs.read_part(path, offset, CHUNK)
    if not part then
      return nil, message, code
    elseif part == "" then
      break
    end
    offset = offset + #part
    local text, start = rest .. part, 1
    for line, after in text:gmatch("([^\n]*)\n()") do
      each(line)
      start = after
    end
    rest = text:sub(start)
  end
  if rest ~= "" then
    each(rest)
  end
  return true
end

-- Gathers lines and writes them in chunks; a failure is kept until finish().
local function writer(path)
  local lines, bytes, failure = {}, 0, nil
  local function flush()
    local ok, message, code = fs.append(path, table.concat(lines))
    lines, bytes = {}, 0
    if not ok then
      failure = failure or { message, code }
    end
  end
  local function put(line)
    lines[#lines + 1], lines[#lines + 2] = line, "\n"
    bytes = bytes + #line + 1
    if bytes >= CHUNK then
      flush()
    end
  end
  return put, function()
    flush()
    if failure then
      return nil, failure[1], failure[2]
    end
    return fs.sync(path)
  end
end

--- @param one table {path, stage, latest, dropped}: `latest` is the newest staged line of each
---   key, `dropped` the staged lines that a later one replaced
--- @param primary_key table
--- @param target string the file to make
--- @return boolean|nil ok
--- @return string|nil message
--- @return string|nil code
return function(one, primary_key, target)
  local put, finish = writer(target)
  local ok, message, code = true, nil, nil
  if fs.exists(one.path) then
    ok, message, code = each_line(one.path, function(line)
      local key = next(one.latest) and stage.key(line, primary_key)
      if not (key and one.latest[key]) then
        put(line)
      end
    end)
  end
  local count = 0
  if ok then
    ok, message, code = each_line(one.stage, function(line)
      count = count + 1
      if not one.dropped[count] then
        put(line)
      end
    end)
  end
  if not ok then
    return nil, message, code
  end
  return finish()
end
