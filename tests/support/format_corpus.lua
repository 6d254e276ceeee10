--- Formats every manifest below folders of other people's manifests: the value stays, no word of
--- the text is lost, and a formatted text is left as it is.
---
---     run_lua tests/support/format_corpus.lua FOLDER...
local format = require("project.format")
local fs = require("host.fs")
local term = require("host.term")

-- Words of a text, sorted: what is moved keeps them all, comments beside values too. Commas
-- aside, as those between members of brackets stay with their places.
local function words(text)
  local found = {}
  for word in text:gmatch("[^%s,]+") do
    found[#found + 1] = word:gsub("^[%[{]+", ""):gsub("[%]}]+$", "")
  end
  table.sort(found)
  return table.concat(found, "\n"):gsub("\n+", "\n")
end

-- Why a manifest is not formatted well; nil when it is.
local function problem(text, path)
  local once, message = format.text(text, path, "manifest.yaml")
  if not once then
    return message
  end
  local twice = format.text(once, path, "manifest.yaml")
  if twice ~= once then
    return path .. ": formatted twice it changes again"
  elseif #text < 200000 and words(once) ~= words(text) then
    return path .. ": words are lost"
  end
  return nil
end

-- Texts that are no YAML are not this suite's business.
local function is_readable(text)
  return require("host.yaml").decode(text, "text") ~= nil
end

local passed, failed = 0, 0
for _, folder in ipairs((...)) do
  for _, name in ipairs(assert(fs.list(folder))) do
    local path = folder .. "/" .. name
    local text = name:find("%.ya?ml$") and assert(fs.read(path))
    if text and is_readable(text) then
      local why = problem(text, path)
      passed, failed = passed + (why and 0 or 1), failed + (why and 1 or 0)
      if why then
        term.write("FAILED " .. why .. "\n")
      end
    end
  end
end
term.write(("%d passed, %d failed\n"):format(passed, failed))
term.flush()
return failed == 0 and 0 or 1
