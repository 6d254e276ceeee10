--- Comments that silence a finding: "# revos: ignore RULE" on its line or the one before;
--- without a rule, all findings of the line.
local fs = require("host.fs")
local text = require("util.text")

local suppress = {}

local function silences(line, rule)
  local rest = line and line:match("#%s*revos:%s*ignore%s*(.*)$")
  if not rest then
    return false
  end
  return rest == "" or (" " .. rest:gsub(",", " ") .. " "):find(" " .. rule .. " ", 1, true) ~= nil
end

local function is_comment(line)
  return line ~= nil and line:find("^%s*#") ~= nil
end

--- The findings that stay, and how many do not.
---@return table[] findings, integer suppressed
function suppress.apply(root, findings)
  local kept, count, files = {}, 0, {}
  for _, finding in ipairs(findings) do
    local file = finding.file or ""
    files[file] = files[file] or text.lines(file ~= "" and fs.read(root .. "/" .. file) or "")
    local lines, at = files[file], finding.line or 0
    local before = is_comment(lines[at - 1]) and lines[at - 1] or nil
    if silences(lines[at], finding.rule) or silences(before, finding.rule) then
      count = count + 1
    else
      kept[#kept + 1] = finding
    end
  end
  return kept, count
end

return suppress
