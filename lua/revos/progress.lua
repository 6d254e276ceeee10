--- How far a long command is: one line on standard error that is written over. Nothing is shown
--- where standard error is no terminal, and with --quiet.
---
---     local bar = require("revos.progress").start(ctx, { label = "reading", total = 12 })
---     bar:step()          -- or bar:step(3, "customers")
---     bar:finish()
local term = require("host.term")

local progress = {}
progress.__index = progress

---@param ctx table
---@param options { label: string, total?: integer }
---@return table bar with step and finish
function progress.start(ctx, options)
  local bar = setmetatable({ label = options.label, total = options.total, done = 0 }, progress)
  bar.visible = term.is_terminal(2) and not ctx.args.quiet and not ctx.args.json
  bar:step(0)
  return bar
end

--- So much more is done.
---@param count integer|nil 1 by default
---@param what string|nil shown behind
function progress:step(count, what)
  self.done = self.done + (count or 1)
  if not self.visible then
    return
  end
  local clean = require("cli.output").one_line
  local amount = self.total and ("%d/%d"):format(self.done, self.total) or tostring(self.done)
  local text = ("%s %s %s"):format(clean(self.label), amount, what and clean(what) or "")
  term.error("\r\27[K" .. text:sub(1, (term.width(2) or 80) - 1))
end

--- Take the line away.
function progress:finish()
  if self.visible then
    term.error("\r\27[K")
  end
end

return progress
