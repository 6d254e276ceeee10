return {
  summary = "Run policies and templates in a confined process",
  hidden = true,
  arguments = { { name = "kind", doc = "the kind of work" } },
  run = function(ctx)
    local worker = require("revos.commands").worker
    local kind = ctx.args.kind
    if not worker.kinds[kind] then
      return nil, ("there is no work '%s'"):format(kind), "usage"
    end
    local ok, message, code = worker.prepare(kind)
    if not ok then
      return nil, message, code
    end
    local text, reply
    text, message, code = require("host.term").read_all()
    if text then
      reply, message, code = worker.serve(kind, text)
    end
    if not reply then
      return nil, message, code
    end
    ctx.out:raw(require("host.json").encode(reply) .. "\n")
    return true
  end,
}
