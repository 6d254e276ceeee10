--- Questions to whoever runs a command. With nobody to ask (no terminal, --no-input, CI) a default
--- answers, or the command fails and names the option that does.
local prompts = {}

--- Ask for a text, as ctx.ask does.
---@param ctx table
---@param question table { name, prompt, default, secret, option }, all but the name optional
---@return string
function prompts.ask(ctx, question)
  return ctx.ask(question)
end

--- Ask for a yes or a no; --yes answers yes.
---@param ctx table
---@param text string
---@return boolean
function prompts.confirm(ctx, text)
  return ctx:confirm(text)
end

local function among(choices, answer)
  for index, choice in ipairs(choices) do
    if answer == choice or answer == tostring(index) then
      return choice
    end
  end
  return nil
end

--- Ask for one of several texts, by its name or its number. A wrong answer is asked again at a
--- terminal; nobody to ask: nil, message, code of the command.
---@param ctx table
---@param question table { name, prompt, choices, default, option }
---@return string|nil choice, string|nil message, string|nil code
function prompts.choose(ctx, question)
  if ctx:may_ask() then
    for index, choice in ipairs(question.choices) do
      ctx.err:line("  %d  %s", index, choice)
    end
  end
  while true do
    local answer = ctx.ask({ name = question.name, prompt = question.prompt or question.name,
      default = question.default, option = question.option })
    local choice = among(question.choices, answer)
    if choice then
      return choice
    end
    local message = ("%s: '%s' is not one of %s"):format(question.name, answer,
      table.concat(question.choices, ", "))
    if not ctx:may_ask() then
      return nil, message, "usage"
    end
    ctx.err:line("%s", message)
  end
end

return prompts
