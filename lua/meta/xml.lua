---@meta host.xml
--- XML in the layout of Python's xmltodict.
---
--- ```lua
--- local xml = require("host.xml")
--- local document = xml.decode('<list kind="a"><item>1</item><item>2</item></list>')
--- assert(document.list["@kind"] == "a" and document.list.item[2] == "2")
--- ```
local xml = {}

--- Attributes are "@name", text beside them or beside children is "#text",
--- repeated elements are a list, an empty one is null.
---@param text string|host.http.Body may not declare entities, nor be deeper than 200
---@param encoding? "UTF-8"|"ISO-8859-1" counts for more than what the document declares
---@return table? value an object with the root element
---@return string? message "line:column: reason"
---@return string? code "syntax" or "limit"
function xml.decode(text, encoding) end

--- The same as JSON text.
---@param text string|host.http.Body
---@param encoding? "UTF-8"|"ISO-8859-1"
---@return host.http.Body? document
---@return string? message
---@return string? code
function xml.json(text, encoding) end

return xml
