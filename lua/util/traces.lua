--- TRACE messages of the protocol, whatever runtime wrote them.
local traces = {}

-- What the runtime says around a reason is for logs; the reason is for the user.
local function shown(message, internal)
  local reason = message:match("^Error starting the sync%..* Error: (.*)$")
  if reason then
    return (reason:gsub("^Validation against json schema[^\n]*\n", ""))
  elseif message:find("^Something went wrong in the connector") and internal ~= "" then
    return internal
  elseif message:find("^An unexpected error occurred in stream") and internal ~= "" then
    return ("%s: %s"):format(message, internal)
  end
  -- which request: without its query, which may hold a key
  local method, address = internal:match("^'(%u+)' request to '([^'?]+)")
  return method and ("%s (%s %s)"):format(message, method, address) or message
end

local function code_of(text)
  if text:find("status code '40[13]'") or text:find("`40[13] ") then
    return "denied"
  end
  return text:find("ConnectionError: ", 1, true) and "network" or "invalid"
end

--- A text as Python shows it between quotes, without them.
---@param text string
---@return string the text itself; any other as it is
function traces.unquoted(text)
  local mark = text:match("^[\"']")
  if not mark or #text < 2 or text:sub(-1) ~= mark then
    return text
  end
  local inner = text:sub(2, -2)
  return (inner:gsub("\\(.)", function(c)
    return c == "n" and "\n" or c == "t" and "\t" or c == "r" and "\r"
      or c:find("[\\'\"]") and c or "\\" .. c
  end))
end

--- Why a run failed: the first error trace's text and a code.
---@param list table[]|nil TRACE messages
---@return string message, string code
function traces.problem(list)
  for _, line in ipairs(list or {}) do
    local trace = line.trace
    local told = trace and trace.type == "ERROR" and trace.error
    if told then
      local internal = type(told.internal_message) == "string" and told.internal_message or ""
      local message = tostring(told.message)
      return shown(message, internal), code_of(internal .. message)
    end
  end
  return "the runtime failed without a reason", "invalid"
end

return traces
