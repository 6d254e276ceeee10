---@meta host.times
--- Times as text in formats of the codes `%Y %m %d %H %M %S %f`, each with all its digits, and `%z`
--- for reading. A time is an integer, microseconds since 1970.
---
--- ```lua
--- local times = require("host.times")
--- local us = times.parse("2024-02-29T12:00:00Z", "%Y-%m-%dT%H:%M:%S%z")
--- assert(times.format(us, "%d.%m.%Y") == "29.02.2024")
--- ```
local times = {}

--- Reads all of a text. The format needs a date and has no code twice.
---@param text string
---@param format string
---@return integer? us in UTC, or of the clock of a time without zone; nil: it does not fit
---@return integer? offset seconds east of UTC, where the format has `%z`
function times.parse(text, format) end

---@param us integer
---@param format string
---@param offset integer? seconds east of UTC of the clock that is shown
---@return string? text nil for other codes, and for one of more than 80 bytes
function times.format(us, format, offset) end

return times
