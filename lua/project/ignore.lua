--- The lines of a project's .gitignore.
local ignore = {}

ignore.LINES = {
  "connectors/**/secrets/",
  "connectors/**/config.json",
  "connectors/**/*.env",
  "connectors/**/.env*",
  ".revos/",
}

--- `text` with each line once, added to what is there; the same text when nothing
--- is missing.
---@param text string
---@return string
function ignore.complete(text)
  local present, missing = {}, {}
  for line in (text .. "\n"):gmatch("([^\n]*)\n") do
    present[line:gsub("%s+$", "")] = true
  end
  for _, line in ipairs(ignore.LINES) do
    if not present[line] then
      missing[#missing + 1] = line .. "\n"
    end
  end
  if #missing == 0 then
    return text
  end
  local joint = (text == "" or text:sub(-1) == "\n") and "" or "\n"
  return text .. joint .. table.concat(missing)
end

return ignore
