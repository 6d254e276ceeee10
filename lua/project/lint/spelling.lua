--- What is wrong with a duration or a format of dates, and what was meant.
local spelling = {}

local function take(text, units)
  for unit in units:gmatch(".") do
    text = text:gsub("^%d+" .. unit, "", 1):gsub("^%d+[.,]%d+" .. unit, "", 1)
  end
  return text
end

--- Whether a text is an ISO 8601 duration.
---@param text string
---@return boolean
function spelling.is_duration(text)
  local body = text:match("^[+-]?P(.+)$")
  if not body then
    return false
  end
  local rest = take(body, "YMWD")
  if rest:sub(1, 1) == "T" then
    rest = take(rest:sub(2), "HMS")
  end
  return rest == ""
end

--- The duration that somebody may have meant, or nil.
function spelling.mend_duration(text)
  local upper = text:upper()
  local candidates = {
    upper, upper .. "D", upper:gsub("^PT", "P"), upper:gsub("^P", "PT"), "P" .. upper, "P"
      .. upper .. "D",
    "PT" .. upper,
  }
  for _, candidate in ipairs(candidates) do
    if spelling.is_duration(candidate) then
      return candidate
    end
  end
  return nil
end

-- Directives of Python's dates, those of glibc's strftime, and those of the language itself.
local own = { "epoch_microseconds", "s_as_float", "_ms", "ms" }
local directives = "aAwdbBmyYHIMSfzZjUWcxXGuVspDeFTRnthlkCgrP%"

-- Those that a time can be read with.
local readable = "aAwdbBmyYHIMSfzZjUWcxXGuVsp%"

local function unknown_directive(format, reads)
  local at, set = 1, reads and readable or directives
  while true do
    at = format:find("%", at, true)
    if not at then
      return nil
    end
    local rest, known = format:sub(at + 1), nil
    for _, name in ipairs(own) do
      if rest:sub(1, #name) == name then
        known = name
        break
      end
    end
    if not known and rest:sub(1, 1) == "-" and not reads then
      known = set:find(rest:sub(2, 2), 1, true) and rest:sub(1, 2)
    elseif not known and rest ~= "" and set:find(rest:sub(1, 1), 1, true) then
      known = rest:sub(1, 1)
    end
    if not known then
      return "%" .. rest:sub(1, 1)
    end
    at = at + 1 + #known
  end
end

local translations = {
  { "YYYY", "%%Y" }, { "yyyy", "%%Y" }, { "MM", "%%m" }, { "DD", "%%d" }, { "dd", "%%d" },
  { "HH", "%%H" }, { "hh", "%%H" }, { "mm", "%%M" }, { "ss", "%%S" }, { "SSSSSS", "%%f" },
  { "SSS", "%%f" }, { "SS", "%%S" },
}

local function translate(format)
  for _, pair in ipairs(translations) do
    format = format:gsub(pair[1], pair[2], 1)
  end
  return (format:gsub("'(%a)'", "%1"))
end

local likely = { "%Y", "%m", "%d", "%H", "%M", "%S" }

local function replace(format, wrong, directive)
  return (format:gsub(wrong:gsub("%p", "%%%0"), (directive:gsub("%%", "%%%%")), 1))
end

-- Where in the likely order the directive before the unknown one stands.
local function place_before(format, wrong)
  local before = format:sub(1, format:find(wrong, 1, true) - 1):match(".*(%%%a)")
  for i, directive in ipairs(likely) do
    if directive == before then
      return i
    end
  end
  return 0
end

-- The likely directive that the format lacks, in the place of the unknown one.
local function mend_format(format, wrong)
  local start = place_before(format, wrong)
  for i = 1, #likely do
    local directive = likely[(start + i - 1) % #likely + 1]
    if not format:find(directive, 1, true) then
      return replace(format, wrong, directive)
    end
  end
  return nil
end

--- Why a text is no format of dates; nil when it is one.
---@param reads boolean|nil whether times are read with it
---@return string|nil problem, string|nil suggestion
function spelling.date_problem(format, reads)
  if not format:find("%", 1, true) then
    return ("'%s' has no directive such as %%Y"):format(format), translate(format)
  end
  local wrong = unknown_directive(format, reads)
  if wrong then
    return ("'%s' has the unknown directive '%s'"):format(format, wrong), mend_format(format, wrong)
  end
  return nil
end

return spelling
