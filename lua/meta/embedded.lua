---@meta host.embedded

--- Files inside the program: lua/, scripts/ and templates/ as they were built.
---
--- ```lua
--- local embedded = require("host.embedded")
--- assert(embedded.read("scripts/version.lua"):find("summary"))
--- assert(embedded.version:find("^%d+%.%d+%.%d+$"))
--- ```
---@class host.embedded
local embedded = {}

--- The version of the program.
---@type string
embedded.version = ""

--- The text of one file.
---@param name string such as "scripts/init.lua"
---@return string|nil text nil when there is no such file
function embedded.read(name) end

--- A file of lua/ or scripts/ as a function, which was compiled when the program was built.
---@param name string such as "scripts/init.lua"
---@param environment table|nil its globals; those of revos when absent
---@return function|nil chunk nil when there is no such file
function embedded.load(name, environment) end

--- Whether a name begins with a prefix.
---@param prefix string such as "scripts/serve/", or a whole name
---@return boolean
function embedded.has(prefix) end

--- The names that begin with a prefix, sorted.
---@param prefix string "" lists all
---@return string[] names
function embedded.list(prefix) end

return embedded
