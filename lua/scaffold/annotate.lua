--- Records in connector.yaml which template made it, and with which answers.
local annotate = {}

local function line(indent, key, value)
  local json = require("host.json")
  return ("%s%s: %s\n"):format(indent, key, json.encode(tostring(value)))
end

local function block(entry, answers)
  local parts = { "  annotations:\n" }
  parts[#parts + 1] = line("    ", "revos/template", entry.name)
  parts[#parts + 1] = line("    ", "revos/template-version", entry.declared.version or "1")
  for _, question in ipairs(entry.declared.questions) do
    if not question.secret then
      parts[#parts + 1] = line("    ", "revos/answer-" .. question.name, answers[question.name])
    end
  end
  return table.concat(parts)
end

--- The text of connector.yaml with metadata.annotations added.
---@param text string
---@param entry table the loaded template
---@param answers table
---@return string
function annotate.add(text, entry, answers)
  local lines, at = {}, nil
  local in_metadata = false
  for whole in (text:gsub("\n?$", "\n", 1)):gmatch("[^\n]*\n") do
    lines[#lines + 1] = whole
    if whole:find("^metadata:%s") then
      in_metadata, at = true, #lines
    elseif in_metadata and whole:find("^%s+%S") then
      at = #lines
    elseif whole:find("^%S") then
      in_metadata = false
    end
  end
  if at and not text:find("\n%s+annotations:") then
    table.insert(lines, at + 1, block(entry, answers))
  end
  return table.concat(lines)
end

return annotate
