return {
  summary = "Run policies and templates in a process of their own",
  hidden = true,
  arguments = { { name = "kind", doc = "the kind of work" } },
  run = function(ctx)
    local json = require("host.json")
    local worker = require("util.worker")
    if not worker.kinds[ctx.args.kind] then
      return nil, ("there is no work '%s'"):format(ctx.args.kind), "usage"
    end
    local text, message, code = require("host.term").read_all()
    if not text then
      return nil, message, code
    end
    local request, problem = json.decode(text)
    if not json.is_object(request) then
      return nil, "standard input:" .. (problem or " not a JSON object"), "syntax"
    end
    ctx.out:raw(json.encode(worker.serve(ctx.args.kind, request)) .. "\n")
    return true
  end,
}
