--- Syntax errors of templates: raised while one is read, with the byte (from 1) in its text.
local errors = require("runtime.interpolation.errors")

local syntax = {}

--- @param offset integer byte of the text, from 1
function syntax.fail(offset, message, ...)
  local err = errors.new("TemplateSyntaxError", message:format(...))
  err.offset = offset
  error(err, 0)
end

return syntax
