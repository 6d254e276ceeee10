---@meta host.archive
--- Compressed bytes. Codes: "invalid" broken, "limit" more than `max` bytes.
---
--- ```lua
--- local archive = require("host.archive")
--- local hash = require("host.hash")
--- local bytes = hash.base64_decode("H4sIAAAAAAACA8vIBACsKpPYAgAAAA==")
--- assert(archive.gunzip(bytes, { max = 1024 }) == "hi")
--- ```
local archive = {}

---@param bytes string gzip, one member or more
---@param options? { max?: integer } bytes; 1 GiB by default
---@return string? bytes, string? message, string? code
function archive.gunzip(bytes, options) end

---@param bytes string zlib, or raw deflate
---@param options? { max?: integer }
---@return string? bytes, string? message, string? code
function archive.inflate(bytes, options) end

---@param bytes string
---@param options? { max?: integer } of all members together
---@return { name: string, data: string }[]? members in order, without folders
---@return string? message, string? code
function archive.zip_members(bytes, options) end

return archive
