--- The questions of a command: ctx:may_ask, ctx:confirm and ctx:ask_for of cli.context.
local fail = require("cli.context").fail
local output = require("cli.output")
local process = require("host.process")
local term = require("host.term")

local asking = {}

--- Whether somebody can be asked.
function asking.may_ask(ctx)
  local ci = process.getenv("CI")
  return ctx.args.input ~= false and ci ~= "true" and ci ~= "1" and term.is_terminal(0)
    and term.is_terminal(2)
end

--- A yes or no. Without --yes and with nobody to ask it is a usage error.
---@param prompt string
---@param name string|nil to be typed instead of a yes, where much would be lost
---@return boolean
function asking.confirm(ctx, prompt, name)
  if ctx.args.yes then
    return true
  end
  if not ctx:may_ask() then
    fail(prompt .. " This needs a confirmation", "usage", { hint = "answer with --yes" })
  end
  term.flush()
  term.error(output.clean(prompt) .. (name and (" Type its name, %s: "):format(output.clean(name))
    or " [y/N] "))
  local answer = term.read_line() or ""
  if name then
    return answer:match("^%s*(.-)%s*$") == name
  end
  return answer:lower():match("^%s*y") ~= nil
end

local function read_answer(question)
  local shown = question.default ~= nil and (" [%s]"):format(tostring(question.default)) or ""
  term.flush()
  term.error(output.clean((question.prompt or question.name) .. shown) .. ": ")
  if question.secret then
    local answer = term.read_secret()
    term.error("\n") -- the end of a line that is not shown is not shown either
    return answer
  end
  return term.read_line()
end

--- Ask for a text: { name, prompt, default, secret, option }. With nobody to ask
--- the default answers, or the failure names the option that does.
---@return string
function asking.ask_for(ctx, question)
  if not ctx:may_ask() then
    if question.default ~= nil then
      return question.default
    end
    local option = question.option or "--" .. tostring(question.name):gsub("_", "-")
    fail(("%s is not given"):format(question.prompt or question.name), "usage",
      { hint = "give it with " .. option })
  end
  local answer = read_answer(question)
  if answer == nil then
    fail("no answer", "cancelled")
  end
  return answer ~= "" and answer or question.default or ""
end

return asking
