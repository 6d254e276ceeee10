--- Paths below a folder: none that leaves it, and none that another system
--- would take for something else.
local safe_path = {}

local devices = { con = true, prn = true, aux = true, nul = true, ["conin$"] = true,
  ["conout$"] = true }
for i = 0, 9 do
  devices["com" .. i], devices["lpt" .. i] = true, true
end

local function problem_of(part)
  if part == "" or part == "." or part == ".." then
    return "it would leave the folder"
  elseif part:find("[%c\127\\:]") or not utf8.len(part) then
    return "it has characters that no name may have"
  elseif part:find("[. ]$") or part:find("^ ") then
    return "a name begins with a blank, or ends with a blank or a dot"
  elseif devices[part:match("^[^.]*"):lower()] then
    return ("'%s' is the name of a device"):format(part)
  elseif part:lower() == ".git" or part:lower() == ".revos" then
    return ("'%s' is not the template's"):format(part)
  elseif #part > 255 then
    return "a name is longer than 255 bytes"
  end
  return nil
end

--- Why a path is refused; nil when it is fine.
---@param path any
---@return string|nil
function safe_path.problem(path)
  if type(path) ~= "string" or path == "" then
    return "it is no path"
  elseif #path > 1024 then
    return "it is longer than 1024 bytes"
  end
  for part in (path .. "/"):gmatch("([^/]*)/") do
    local problem = problem_of(part)
    if problem then
      return problem
    end
  end
  return nil
end

return safe_path
