return {
  summary = "Run a connector that has a components.lua in a confined process",
  hidden = true,
  run = function()
    local status, message, code = require("revos.runtime").child.serve()
    if not status then
      return nil, message, code
    end
    return status == 0
  end,
}
