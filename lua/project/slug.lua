--- Slugs: the local names of connectors.
local slug = {}

slug.MAX_LENGTH = 64

--- Whether a text is a slug.
---@param text any
---@return boolean
function slug.is_valid(text)
  return type(text) == "string" and #text <= slug.MAX_LENGTH
    and text:find("^[a-z][a-z0-9_-]*$") ~= nil
end

--- Why a text is no slug, as the end of a message.
---@param text string
---@return string
function slug.reason(text)
  if #text > slug.MAX_LENGTH then
    return ("a name has at most %d characters"):format(slug.MAX_LENGTH)
  end
  return "a name begins with a letter a-z and goes on with a-z, 0-9, '-' and '_'"
end

-- The letters of U+00C0 to U+00FF without what is above or below them.
local PLAIN = "aaaaaaaceeeeiiiidnooooo-ouuuuytsaaaaaaaceeeeiiiidnooooo-ouuuuyty"

local function plain(text)
  text = text:gsub("\xcc[\x80-\xbf]", ""):gsub("\xcd[\x80-\xaf]", ""):gsub("ß", "ss")
  return (text:gsub("\xc3([\x80-\xbf])", function(byte)
    local at = byte:byte() - 0x80 + 1
    return PLAIN:sub(at, at)
  end))
end

--- A slug made from a free name; nil when nothing of it can stay.
---@param name string
---@return string|nil
function slug.from_name(name)
  local text = plain(name):lower():gsub("[^a-z0-9_]+", "-"):gsub("^[^a-z]+", ""):gsub("%-+$", "")
  text = text:sub(1, slug.MAX_LENGTH):gsub("%-+$", "")
  return text ~= "" and text or nil
end

--- A title made from a slug: "my-source" is "My Source".
---@param text string
---@return string
function slug.title(text)
  local words = {}
  for word in text:gmatch("[^_-]+") do
    words[#words + 1] = word:sub(1, 1):upper() .. word:sub(2)
  end
  return table.concat(words, " ")
end

return slug
