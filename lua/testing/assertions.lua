--- What a test may demand. Each raises with the test's own line.
local json = require("host.json")

local assertions = {}

local function shown(value)
  if type(value) == "string" then
    return ("%q"):format(value):gsub("\\\n", "\\n")
  elseif type(value) ~= "table" then
    return tostring(value)
  end
  local ok, text = pcall(json.encode, value)
  return ok and text or tostring(value)
end

local function same(a, b)
  if a == b then
    return true
  elseif type(a) ~= "table" or type(b) ~= "table" then
    return false
  end
  for key, value in pairs(a) do
    if not same(value, b[key]) then
      return false
    end
  end
  for key in pairs(b) do
    if a[key] == nil then
      return false
    end
  end
  return true
end

local function fail(why, format, ...)
  local told = type(why) == "string" and why ~= "" and why .. ": " or ""
  error(told .. format:format(...), 3)
end

--- Both are the same; tables by what is in them.
---@param got any
---@param wanted any
---@param why string|nil put before the message
function assertions.equal(got, wanted, why)
  if not same(got, wanted) then
    fail(why, "got %s, wanted %s", shown(got), shown(wanted))
  end
end

--- The text has a part that fits the pattern of Lua.
function assertions.match(text, pattern, why)
  if type(text) ~= "string" or not text:find(pattern) then
    fail(why, "%s does not match %s", shown(text), shown(pattern))
  end
end

--- The text has this part.
function assertions.contains(text, part, why)
  if type(text) ~= "string" or not text:find(part, 1, true) then
    fail(why, "%s does not contain %s", shown(text), shown(part))
  end
end

--- The value is neither nil nor false.
function assertions.ok(value, why)
  if not value then
    fail(why, "got %s", shown(value))
  end
  return value
end

--- The function raises a message that has a part which fits the pattern.
function assertions.raises(fn, pattern)
  local ok, raised = pcall(fn)
  if ok then
    fail(nil, "nothing was raised")
  elseif not tostring(raised):find(pattern or "") then
    fail(nil, "%s does not match %s", shown(tostring(raised)), shown(pattern))
  end
end

return assertions
