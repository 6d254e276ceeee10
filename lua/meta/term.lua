---@meta host.term
--- The three standard streams. Failures: nil, message, code; "cancelled" when
--- the reader of standard output is gone.
---
--- ```lua
--- local term = require("host.term")
--- term.write("to standard output\n")
--- assert(term.flush())
--- if term.is_terminal(1) then
---   assert(term.width() > 0)
--- end
--- ```
local term = {}

--- To standard output, through 64 KB.
---@param ... string
---@return true? ok, string? message, string? code
function term.write(...) end

--- What waits, now. The end of the program does so too.
---@return true? ok, string? message, string? code
function term.flush() end

--- To standard error, at once.
---@param ... string
---@return true? ok, string? message, string? code
function term.error(...) end

---@param fd integer 0 input, 1 output, 2 error
---@return boolean
function term.is_terminal(fd) end

---@param fd? integer 1 by default
---@return integer? columns nil: not a terminal
function term.width(fd) end

---@return string? line without its end; nil alone: no more input
---@return string? message, string? code
function term.read_line() end

---@return string? line the same, not shown while it is typed
---@return string? message, string? code
function term.read_secret() end

---@return string? text the rest of standard input
---@return string? message, string? code
function term.read_all() end

return term
