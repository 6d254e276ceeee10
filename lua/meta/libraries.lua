---@meta host.libraries
--- What the program is made with.
---
--- ```lua
--- for _, library in ipairs(require("host.libraries").list()) do
---   assert(library.name and (library.version or library.file))
--- end
--- ```
local libraries = {}

---@class host.libraries.Library
---@field name string
---@field version? string nil: not installed
---@field file? string what is opened when it is first needed; nil: linked

--- The libraries and their versions. Those that are opened on first use are opened.
---@return host.libraries.Library[]
function libraries.list() end

return libraries
