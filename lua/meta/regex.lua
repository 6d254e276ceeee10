---@meta host.regex
--- Regular expressions as Python's `re` spells them.
---
--- ```lua
--- local regex = require("host.regex")
--- local date = regex.compile([[(?P<year>\d{4})-(?P<month>\d\d)]])
--- local match = date:search("on 2026-11-25")
--- assert(match.names.year == "2026" and match.groups[2] == "11")
--- assert(date:replace("2026-11-25", [[\g<month>/\1]]) == "11/2026-25")
--- ```
local regex = {}

---@class host.regex.Match
---@field start integer first byte, from 1
---@field stop integer last byte; start - 1 for an empty match
---@field groups (string|false)[] false: took no part
---@field names table<string, string|false>
---@field [0] string all of it

---@class host.regex.Pattern
local re = {}

--- nil alone: no match. Code "limit": the pattern takes too long.
---@param text string
---@param init? integer
---@return host.regex.Match? match, string? message, string? code
function re:search(text, init) end

--- At `init` only.
---@param text string
---@param init? integer
---@return host.regex.Match? match, string? message, string? code
function re:match(text, init) end

---@param text string
---@return host.regex.Match? match all of the text
---@return string? message, string? code
function re:full_match(text) end

---@param text string
---@return host.regex.Match[]? matches, string? message, string? code
function re:find_all(text) end

---@param text string
---@param replacement string|fun(match: host.regex.Match): string with \1, \g<1>, \g<name>
---@param count? integer at most
---@return string? text, integer|string number, string? code
function re:replace(text, replacement, count) end

---@param pattern string
---@param flags? string letters of "imsx"
---@return host.regex.Pattern? re, string? message, string? code "syntax"
function regex.compile(pattern, flags) end

return regex
