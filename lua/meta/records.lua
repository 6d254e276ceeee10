---@meta host.records

--- The records of a page of JSON, without making values of them. Functions that
--- write, and `text`, leave out members that are null at the top level.
---
--- ```lua
--- local records = require("host.records")
--- local page = records.open('{"data": [{"id": 1, "gone": null}, {"id": 2}]}', { "data" })
--- assert(page:count() == 2 and page:text(1) == '{"id":1}' or page:text(1) == '{"id": 1}')
--- assert(page:value(2).id == 2)
--- ```
---@class host.records
local records = {}

---@class host.records.Page
local page = {}

--- Read a whole body, strictly. `path` leads to the records, as in DpathExtractor.
--- `names` are the members that `decode` and `write_part` will be asked for: they are
--- found on the way.
---@param body string|host.http.Body
---@param path? string[]
---@param names? string[] at most 64
---@param changes? integer[] places in `names`, of the members that `write_part` changes
---@return host.records.Page|false|nil page false: not for this lane, decode the body instead
---@return string? message "line:column: reason"
---@return string? code
function records.open(body, path, names, changes) end

--- What pages are read for, to read many of them.
---@class host.records.Reader
local reader = {}

---@param body string|host.http.Body
---@return host.records.Page|false|nil page as records.open
---@return string? message
---@return string? code
function reader:open(body) end

---@param path? string[]
---@param names? string[] at most 64
---@param changes? integer[]
---@return host.records.Reader
function records.reader(path, names, changes) end

--- What a schema wants of records: which kinds of values stay as they are.
---@class host.records.Shape
local shape = {} -- luacheck: ignore

---@class host.records.Plan
---@field stays string[] of "string", "integer", "float", "boolean", "null", "object", "array"
---@field members? { name: string, plan: host.records.Plan }[] what is in an object
---@field items? host.records.Plan what is in a list

---@param plan host.records.Plan of a record; a plan may be inside of itself
---@return host.records.Shape
function records.shape(plan) end

---@return integer
function page:count() end

--- Write head, record, tail for each record, to the buffer of host.term.
---@param head string
---@param tail string
---@return true|nil ok
---@return string? message
---@return string? code
function page:write_all(head, tail) end

---@param index integer from 1
---@param head string
---@param tail string
---@return true|nil ok
---@return string? message
---@return string? code
function page:write(index, head, tail) end

--- Write a record whose members that change are taken from `part`: replaced, added,
--- or left out where it has none.
---@param index integer
---@param head string
---@param tail string
---@param part table a JSON object
---@return true|nil ok
---@return string? message
---@return string? code
function page:write_part(index, head, tail, part) end

--- Some members of the body itself.
---@param names host.json.Names
---@return table? object nil when the body is no object, is the record, or has more than 32 members
function page:body(names) end

--- The bytes of a record, without its null members.
---@param index integer
---@return string
function page:text(index) end

--- Whether all values of a record stay as they are. Where that is not easily told (integers of more
--- than 18 digits, exponents, keys with escapes), it is false.
---@param index integer
---@param shape host.records.Shape
---@return boolean
function page:fits(index, shape) end

---@param index integer
---@return table record
function page:value(index) end

--- An object with the members of a record that `open` was asked for, in the order of
--- its names; or only those from one place of that list to another.
---@param index integer
---@param first? integer
---@param last? integer
---@param into? table an object whose members of those names are set, or cleared
---@return table object `into` where it is given
function page:decode(index, first, last, into) end

--- Forget the records; a body of host.http is freed at once.
function page:close() end

return records
