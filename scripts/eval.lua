local function read_context(file)
  if not file then
    return require("host.json").new_object()
  end
  return require("revos.text").json_file.object(file, nil, "the context")
end

local function each_line()
  local term = require("host.term")
  local json = require("host.json")
  local answer = require("revos.runtime").answer
  local text, message, code = term.read_all()
  local number = 0
  for line in (text or ""):gmatch("[^\n]+") do
    number = number + 1
    local result, reason, kind = answer.of_line(line)
    if not result then
      return nil, ("line %d: %s"):format(number, reason), kind
    end
    term.write(json.encode(result) .. "\n")
  end
  return text and true, message, code
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
      return nil, "TEMPLATE is missing", "usage", { hint = "see 'revos help eval'" }
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
