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

---@class host.archive.Options
---@field max? integer bytes, of all members together; 1 GiB by default
---@field as_body? boolean give bodies of host.http instead of strings: they are outside of Lua's memory

---@param bytes string|host.http.Body gzip, one member or more
---@param options? host.archive.Options
---@return string|host.http.Body|nil bytes, string? message, string? code
function archive.gunzip(bytes, options) end

---@param bytes string|host.http.Body zlib, or raw deflate
---@param options? host.archive.Options
---@return string|host.http.Body|nil bytes, string? message, string? code
function archive.inflate(bytes, options) end

---@param bytes string|host.http.Body
---@param options? host.archive.Options
---@return { name: string, data: string|host.http.Body }[]? members in order, folders too, which are empty
---@return string? message, string? code
function archive.zip_members(bytes, options) end

return archive
