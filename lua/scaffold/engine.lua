--- Fills `<%= name %>`, runs `<% statements %>`; `<%%` is a literal `<%`.
local sandbox = require("util.sandbox")

local engine = {}

-- A block of statements that is alone on its line takes the line with it.
local function alone(text, start, stop)
  local line_start = text:sub(1, start - 1):match("()[ \t]*$")
  local before = line_start == 1 or text:sub(line_start - 1, line_start - 1) == "\n"
  local after = text:match("^[ \t]*\r?\n()", stop + 1)
  if before and after then
    return line_start, after
  end
  return nil
end

local function add_text(parts, text)
  if text ~= "" then
    parts[#parts + 1] = ("emit(%s) "):format(("%q"):format(text))
  end
end

-- Lua that writes the filled text; its lines are those of the template.
local function translate(text)
  local parts, at = {}, 1
  while true do
    local start = text:find("<%", at, true)
    if not start then
      add_text(parts, text:sub(at))
      return table.concat(parts)
    end
    if text:sub(start + 2, start + 2) == "%" then
      add_text(parts, text:sub(at, start + 1))
      at = start + 3
    else
      local stop = text:find("%>", start + 2, true)
      if not stop then
        return nil, select(2, text:sub(1, start):gsub("\n", "")) + 1
      end
      local is_value = text:sub(start + 2, start + 2) == "="
      local inner = text:sub(start + (is_value and 3 or 2), stop - 1)
      local line_start, after = alone(text, start, stop + 1)
      if is_value then
        add_text(parts, text:sub(at, start - 1))
        parts[#parts + 1] = ("emit(value(%s)) "):format(inner)
        at = stop + 2
      elseif line_start and line_start >= at then
        add_text(parts, text:sub(at, line_start - 1))
        parts[#parts + 1] = inner .. "\n"
        at = after
      else
        add_text(parts, text:sub(at, start - 1))
        parts[#parts + 1] = inner .. " "
        at = stop + 2
      end
    end
  end
end

local function value(given)
  if given == nil then
    error("there is no such answer", 2)
  end
  return require("util.pure").text(given)
end

--- The text with answers filled in.
---@param text string
---@param name string the template's file, for messages
---@param answers table
---@return string|nil filled, string|nil message, string|nil code
function engine.fill(text, name, answers)
  if not text:find("<%", 1, true) then
    return text
  end
  local chunk_text, line = translate(text)
  if not chunk_text then
    return nil, ("%s:%d: '<%%' has no '%%>'"):format(name, line), "script"
  end
  local out = {}
  local env = sandbox.environment(answers)
  env.value, env.answers = value, answers
  env.quote, env.scalar = require("host.json").encode, require("util.scalar")
  env.emit = function(piece)
    out[#out + 1] = piece
  end
  local chunk, problem = sandbox.compile(chunk_text, name, env)
  if not chunk then
    return nil, problem, "script"
  end
  local ok, raised = sandbox.call(chunk)
  if not ok then
    return nil, raised, "script"
  end
  return table.concat(out)
end

return engine
