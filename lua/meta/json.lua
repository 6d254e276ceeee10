---@meta host.json

--- JSON text and Lua values. An object is a table with the metatable
--- json.object whose members are plain fields and whose `pairs` keeps the
--- order; an array is a sequence with the metatable json.array.
---
--- ```lua
--- local json = require("host.json")
--- local value = json.decode('{"id": 12345678901234567890, "name": "a", "tags": []}')
--- value.name = "b"
--- assert(json.encode(value) == '{"id":12345678901234567890,"name":"b","tags":[]}')
--- local nothing, message, code = json.decode("{,}")
--- assert(nothing == nil and message == "1:2: expected a string" or code == "syntax")
--- ```
---@class host.json
---@field null lightuserdata
---@field object table metatable of objects
---@field array table metatable of arrays
---@field bignum table metatable of integers beyond 64 bits, { text = "123" }
local json = {}

---@class host.json.Limits
---@field max_depth? integer 128 unless told
---@field max_size? integer bytes
---@field words? boolean NaN, Infinity and -Infinity are numbers

---@param text string
---@param limits? host.json.Limits
---@return any value nil when the text is wrong
---@return string? message "line:column: reason"
---@return string? code "syntax" or "limit"
function json.decode(text, limits) end

--- The text of one value of a document, nothing of which becomes a value. Of a key that comes twice
--- the last one counts.
---@param text string|host.http.Body
---@param path string keys joined by dots
---@return host.http.Body? part
---@return string? message
---@return string? code "not_found", or as for `decode`
function json.part(text, path) end

--- What is asked for of an object: each name maps to true for all of that member, or to what is
--- asked for in it.
---@alias host.json.Names table<string, true|host.json.Names>

--- As `decode`, but of an object those members alone that are asked for; of a list, where members are
--- asked for, those elements alone that are no objects or lists.
---@param text string|host.http.Body
---@param names host.json.Names
---@param limits? host.json.Limits
---@return any value
---@return string? message
---@return string? code
function json.members(text, names, limits) end

---@class host.json.Style
---@field indent? integer spaces a level
---@field ascii? boolean escape what is not ASCII
---@field separators? "python"
---@field sort_keys? boolean
---@field omit_nulls? boolean leave out members of the outermost object that are null

--- Raises when `value` is no JSON value. A table without a metatable is an
--- array when it has an element 1; otherwise an object, keys sorted.
---@param value any
---@param options? host.json.Style
---@return string
function json.encode(value, options) end

---@param members? any[][] list of { key, value }
---@return table
function json.new_object(members) end

--- The list itself becomes the array.
---@param list? any[]
---@return table
function json.new_array(list) end

--- The integer of those decimal digits, however many.
---@param text string
---@return integer|table
function json.new_integer(text) end

---@return boolean
function json.is_object(value) end

---@return boolean
function json.is_array(value) end

---@return boolean
function json.is_bignum(value) end

---@param object table
---@return string[]
function json.keys(object) end

--- The member of an object; nil of anything that is none.
---@param value any
---@param key string
---@return any
function json.member(value, key) end

---@param object table
---@return integer
function json.size(object) end

--- Remove a member. Use it instead of object[key] = nil.
---@param object table
---@param key string
function json.remove(object, key) end

--- An object becomes another one: it gets the members of the other, and no others. The other is
--- left empty.
function json.replace(object, other) end

--- The leaves of an object become its members: depth first, the last ones first. One has its own
--- name, or, where an earlier leaf has that or there was a list before, "parent.name".
---@param object table
---@param lists boolean whether lists are taken apart too
---@return boolean done false: deeper than 1000 levels, and nothing has changed
function json.flatten(object, lists) end

--- Whether two values are the same JSON. Order of members aside; 1 is not 1.0. Raises for what is
--- nested deeper than 1024 levels, as a value that contains itself.
---@return boolean
function json.equal(a, b) end

--- A new object with the same members.
---@param object table
---@return table
function json.clone(object) end

--- A copy, all the way down. Raises for what is nested deeper than 1024 levels.
function json.copy(value) end

--- A copy of what Python gives back from its own text: nil when there is a number in it of more than
--- 64 bits or that is not finite, something that is no JSON, or more than 128 levels.
function json.literal(value) end

--- Of each object and list in a value how many values it has when it is walked, itself too; 0 where
--- a reference is in it: a text that begins with "#/", or a member "$ref". Parts below 200 levels
--- are left out and count as references.
---@return table<table, integer>
function json.weights(value) end

return json
