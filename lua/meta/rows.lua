---@meta host.rows

--- CSV and lines of JSON as pages of JSON: lists of records of about half a megabyte, for
--- host.records or host.json. A file of any size takes no more memory than its bytes and a page.
---
--- ```lua
--- local reader = require("host.rows").csv("id;name\n1;\n2;b\n", { delimiter = ";", none = { "" } })
--- local page = reader:next()
--- assert(page:text() == '[{"id":"1","name":null},{"id":"2","name":"b"}]')
--- assert(reader:next() == nil)
--- ```
local rows = {}

---@class host.rows.Options
---@field packed? boolean the bytes may be compressed with gzip; they are unpacked on the way

---@class host.rows.CsvOptions : host.rows.Options
---@field delimiter? string one byte; "," by default
---@field none? string[] cells that stand for null
---@field surplus? boolean keep the cells beyond the header, as a list under "null"; true by default

---@class host.rows.Reader
local reader = {}

--- The next page; nothing at the end. "invalid": broken gzip, or CSV that is not UTF-8.
---@return host.http.Body? page
---@return table|string|nil refused lines that are no JSON: a list of { line, reason }; or what failed.
--- A line that is not UTF-8 is the last one of a page
---@return string? code
function reader:next() end

---@param bytes string|host.http.Body with a header line
---@param options? host.rows.CsvOptions
---@return host.rows.Reader
function rows.csv(bytes, options) end

---@param bytes string|host.http.Body
---@param options? host.rows.Options
---@return host.rows.Reader
function rows.json_lines(bytes, options) end

return rows
