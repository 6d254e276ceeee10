--- Names that people give to connectors, sources and connections: one line that can be shown.
local title = {}

local LONGEST = 256 -- characters; what Airbyte's own column holds

-- C0 and C1 controls, line separators, and the marks that turn the direction of text around.
local function steers(text)
  return text:find("%c") or text:find("\xc2[\x80-\x9f]") or text:find("\xe2\x80[\xa8-\xae]")
    or text:find("\xe2\x81[\xa6-\xa9]")
end

--- Why a text cannot be such a name; nil when it can.
---@param text string
---@return string|nil
function title.problem(text)
  local length = utf8.len(text)
  if not length then
    return "is no UTF-8"
  elseif not text:find("%S") then
    return "is empty"
  elseif steers(text) then
    return "holds a control character"
  elseif length > LONGEST then
    return ("is longer than %d characters"):format(LONGEST)
  end
  return nil
end

return title
