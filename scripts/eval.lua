local function read_context(file)
  if not file then
    return require("host.json").new_object()
  end
  local text, message, code
  if file == "-" then
    text, message, code = require("host.term").read_all()
  else
    text, message, code = require("host.fs").read(file)
  end
  if not text then
    return nil, message, code
  end
  local json = require("host.json")
  local context, reason = json.decode(text)
  if not json.is_object(context) then
    return nil, ("%s: %s"):format(file, reason or "a JSON object expected"), "syntax"
  end
  return context
end

local function each_line()
  local term = require("host.term")
  local json = require("host.json")
  local answer = require("revos.runtime").answer
  local number = 0
  for line in term.read_all():gmatch("[^\n]+") do
    number = number + 1
    local result, message, code = answer.of_line(line)
    if not result then
      return nil, ("line %d: %s"):format(number, message), code
    end
    term.write(json.encode(result) .. "\n")
  end
  return true
end

return {
  summary = "Evaluate one manifest expression",
  arguments = { { name = "template", required = false, doc = "text with {{ … }}" } },
  options = {
    { name = "boolean", type = "boolean", doc = "evaluate it as a condition" },
    { name = "context", type = "file", doc = "JSON object of variables; - is standard input" },
    { name = "jsonl", type = "boolean", doc = "answer each line of standard input" },
  },
  examples = { "revos eval '{{ now_utc() }}'", "revos eval '{{ config.a }}' --context vars.json" },
  run = function(ctx)
    if ctx.args.jsonl then
      return each_line()
    elseif not ctx.args.template then
      return nil, "eval: which template?", "usage"
    end
    local context, message, code = read_context(ctx.args.context)
    if not context then
      return nil, message, code
    end
    local answer = require("revos.runtime").answer
    local kind = ctx.args.boolean and "boolean" or "string"
    local result = answer.of(ctx.args.template, kind, context)
    if ctx.args.json then
      ctx.out:json(result)
    else
      ctx.out:raw(require("host.json").encode(result) .. "\n")
    end
    return true
  end,
}
