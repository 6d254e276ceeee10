---@meta host.process
--- The process itself and others.
local process = {}

---@param name string
---@return string? value nil: not set
function process.getenv(name) end

---@return integer
function process.pid() end

---@return integer? signal 2 or 15 that came, 13 when the reader of standard output is gone
function process.interrupted() end

return process
