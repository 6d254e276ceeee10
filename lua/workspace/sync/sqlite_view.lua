--- The view of a stream: a column for each member that its schema names, read out of the JSON.
local json = require("host.json")

local view = {}

local MOST = 1000 -- columns; SQLite takes 2000

--- A name as SQL spells it.
---@param name string
---@return string
function view.quoted(name)
  return '"' .. name:gsub('"', '""') .. '"'
end

local function literal(text)
  return "'" .. text:gsub("'", "''") .. "'"
end

-- A JSON path has no spelling for a quote or a backslash in a name.
local function is_nameable(name)
  return not name:find('["\\%c]') and name ~= ""
end

--- The statements that make the view anew.
---@param stream {name:string, schema:table|nil}
---@param raw string the table's quoted name
---@return string
function view.statement(stream, raw)
  local columns, taken = {}, { _revos_emitted_at = true, _revos_data = true }
  local properties = json.is_object(stream.schema) and stream.schema.properties
  for name in pairs(json.is_object(properties) and properties or {}) do
    local folded = name:lower()
    if is_nameable(name) and not taken[folded] and #columns < MOST then
      taken[folded] = true
      columns[#columns + 1] = ("json_extract(data, %s) AS %s"):format(literal('$."' .. name .. '"'),
        view.quoted(name))
    end
  end
  columns[#columns + 1] = "emitted_at AS _revos_emitted_at, data AS _revos_data"
  local name = view.quoted(stream.name)
  return ("DROP VIEW IF EXISTS %s; CREATE VIEW %s AS SELECT %s FROM %s"):format(name, name,
    table.concat(columns, ", "), raw)
end

return view
