--- Letters beyond ASCII: their spelling in ASCII, and lower case.
local blocks = require("runtime.text.ascii_table")

local fold = {}

local ESCAPES = { ["\\0"] = "", ["\\s"] = " " }
local spellings

-- Hangul syllables are in the order of their first consonants, vowels and last consonants.
local HANGUL = 0xAC00
local INITIALS, MEDIALS, FINALS = {}, {}, { "" }
for list, text in pairs({
  [INITIALS] = "G Kk N D Tt L M B Pp S Ss \\0 J Jj Ch K T P H",
  [MEDIALS] = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i",
  [FINALS] = "g kk gs n nj nh d l lg lm lb ls lt lp lh m b bs s ss ng j ch k t p h",
}) do
  for part in text:gmatch("%S+") do
    list[#list + 1] = ESCAPES[part] or part
  end
end

-- The spelling of a syllable, which begins with a capital; nil of other characters.
local function hangul(code)
  local place = code - HANGUL
  local initial = INITIALS[place // (#MEDIALS * #FINALS) + 1]
  if place < 0 or not initial then
    return nil
  end
  local rest = MEDIALS[place // #FINALS % #MEDIALS + 1] .. FINALS[place % #FINALS + 1]
  return initial == "" and rest:sub(1, 1):upper() .. rest:sub(2) or initial .. rest
end

local function load_spellings()
  spellings = {}
  for first, text in pairs(blocks) do
    local code = first
    for word in text:gmatch("%S+") do
      spellings[code] = ESCAPES[word] or word
      code = code + 1
    end
  end
end

--- A letter without a spelling becomes `u` and its number, so that two keys stay two keys.
local function spelling(letter)
  local code = utf8.codepoint(letter)
  local known = spellings[code]
  if known then
    return known
  elseif code < 0x80 then
    return letter
  elseif code >= 0x300 and code <= 0x36F then
    return ""
  end
  return hangul(code) or ("u%x"):format(code)
end

--- The text in ASCII letters: "Größe" is "Grosse".
function fold.ascii(text)
  if not text:find("[\x80-\xFF]") or not utf8.len(text) then
    return text
  end
  if not spellings then
    load_spellings()
  end
  return (text:gsub("[\xC2-\xF4][\x80-\xBF]*", spelling))
end

--- Ranges of capital letters: first, last, what is added, step.
local CAPITALS = {
  { 0xC0, 0xD6, 32, 1 },
  { 0xD8, 0xDE, 32, 1 },
  { 0x100, 0x12E, 1, 2 },
  { 0x132, 0x136, 1, 2 },
  { 0x139, 0x147, 1, 2 },
  { 0x14A, 0x176, 1, 2 },
  { 0x178, 0x178, -121, 1 },
  { 0x179, 0x17D, 1, 2 },
  { 0x386, 0x386, 38, 1 },
  { 0x388, 0x38A, 37, 1 },
  { 0x38C, 0x38C, 64, 1 },
  { 0x38E, 0x38F, 63, 1 },
  { 0x391, 0x3A1, 32, 1 },
  { 0x3A3, 0x3AB, 32, 1 },
  { 0x400, 0x40F, 80, 1 },
  { 0x410, 0x42F, 32, 1 },
  { 0x460, 0x480, 1, 2 },
  { 0x48A, 0x4BE, 1, 2 },
  { 0x4D0, 0x52E, 1, 2 },
  { 0x531, 0x556, 48, 1 },
  { 0x1E00, 0x1E94, 1, 2 },
  { 0x1EA0, 0x1EFE, 1, 2 },
}

local function lower_letter(letter)
  local code = utf8.codepoint(letter)
  for _, range in ipairs(CAPITALS) do
    if code >= range[1] and code <= range[2] and (code - range[1]) % range[4] == 0 then
      return utf8.char(code + range[3])
    end
  end
  return letter
end

--- The text in lower case.
function fold.lower(text)
  text = text:lower()
  if not text:find("[\x80-\xFF]") or not utf8.len(text) then
    return text
  end
  return (text:gsub("[\xC2-\xF4][\x80-\xBF]*", lower_letter))
end

--- Names of keys in snake_case, as the KeysToSnakeCase transformation spells them (§14):
--- "HTTPServer" is "httpserver", "a1B2" is "a_1_b_2", "1st" is "_1_st".
local function tokens_of(key)
  local tokens, at = {}, 1
  while at <= #key do
    local from, to = key:find("^%u+%l*", at)
    if not from then
      from, to = key:find("^%l+", at)
    end
    if not from then
      from, to = key:find("^%d+", at)
    end
    if from then
      tokens[#tokens + 1] = key:sub(from, to)
    else
      to = key:find("[%a%d]", at)
      to = to and to - 1 or #key
      tokens[#tokens + 1] = ""
    end
    at = to + 1
  end
  return tokens
end

local function without_inner_blanks(tokens)
  local kept = {}
  for index, token in ipairs(tokens) do
    if token ~= "" or index == 1 or index == #tokens then
      kept[#kept + 1] = token
    end
  end
  return kept
end

function fold.snake_case(key)
  local tokens = without_inner_blanks(tokens_of(fold.ascii(key)))
  if tokens[1] and tokens[1]:find("^%d+$") then
    table.insert(tokens, 1, "")
  end
  return table.concat(tokens, "_"):lower()
end

return fold
