---@meta host.yaml

--- YAML text and the values of host.json, with places.
---
--- ```lua
--- local yaml = require("host.yaml")
--- local value, document = yaml.decode("name: posts\ntags: [a, b]\n", "example.yaml")
--- local line, column = document:locate(value, "tags")
--- assert(value.tags[2] == "b" and line == 2 and column == 7)
--- assert(yaml.encode(value):find("^name: posts\n"))
--- ```
---@class host.yaml
local yaml = {}

---@class host.yaml.Document
local document = {}

--- Scalars follow PyYAML (YAML 1.1); dates stay text. An alias is the same
--- table as its anchor. Text that is JSON is read as JSON and has no places.
---@param text string
---@param name? string for messages: the file's path
---@return any value
---@return host.yaml.Document|string document or "name:line:column: reason"
---@return string? code
function yaml.decode(text, name) end

--- Block style, two spaces a level.
---@param value any
---@return string
function yaml.encode(value) end

--- The place of a table, or of the value at its key. `table` is one of the
--- tables of the value itself.
---@param table table
---@param key? string|integer
---@return integer? line
---@return integer? column in characters
function document:locate(table, key) end

--- The place of a key.
---@param table table
---@param key string|integer
---@return integer? line
---@return integer? column
function document:locate_key(table, key) end

---@return { key: string, line: integer, column: integer, first_line: integer, first_column: integer }[]
function document:duplicates() end

return yaml
