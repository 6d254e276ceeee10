---@meta

--- The records of a page of JSON, without making values of them. Functions that
--- write, and `text`, leave out members that are null at the top level.
---@class host.records
local records = {}

---@class host.records.Page
local page = {}

--- Read a whole body, strictly. `path` leads to the records, as in DpathExtractor.
---@param body string
---@param path? string[]
---@return host.records.Page|false|nil page false: not for this lane, decode the body instead
---@return string? message "line:column: reason"
---@return string? code
function records.open(body, path) end

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

--- Write a record with members replaced (in place), added (at the end) or left
--- out; at most 64 of each.
---@param index integer
---@param head string
---@param tail string
---@param change { set: table?, drop: string[]? } set: a JSON object; null leaves out
---@return true|nil ok
---@return string? message
---@return string? code
function page:write_changed(index, head, tail, change) end

--- The bytes of a record, without its null members.
---@param index integer
---@return string
function page:text(index) end

---@param index integer
---@return table record
function page:value(index) end

--- An object with some members of a record only, in the order of `names` (at most
--- 64). Use one list again for all records of a page.
---@param index integer
---@param names string[]
---@return table
function page:decode(index, names) end

---@param index integer
---@param name string
---@return any value nil when the record has no such member
function page:field(index, name) end

return records
