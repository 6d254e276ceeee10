--- Rows in columns, as a text: what ctx.out:table prints.
local tables = {}

--- The text of a table, titles in capitals first.
---@param rows table[] lists, or mappings whose keys are the columns in lower case
---@param columns table[]|nil titles, or { key, title }
---@return string
function tables.text(rows, columns)
  local parts = {}
  local output = require("cli.output").new({
    write = function(text)
      parts[#parts + 1] = text
    end,
  })
  output:table(rows, columns)
  return table.concat(parts)
end

return tables
