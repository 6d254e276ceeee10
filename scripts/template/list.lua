return {
  summary = "List the templates of 'connectors new'",
  examples = { "revos template list" },
  run = function(ctx)
    local json = require("host.json")
    local template = require("revos.templates").template
    local root = require("revos.project").find.root()
    local rows = json.new_array()
    for _, name in ipairs(template.names(root)) do
      local entry, message = template.load(name, root)
      local summary = entry and entry.declared.summary or message
      local from = entry and entry.kind or ""
      local questions = json.new_array()
      for i, question in ipairs(entry and entry.declared.questions or {}) do
        questions[i] = question.name
      end
      rows[#rows + 1] = json.new_object({
        { "name", name },
        { "summary", summary },
        { "from", from },
        { "questions", questions },
      })
    end
    if ctx.args.json then
      ctx.out:json({ templates = rows })
    else
      local lines = {}
      for i, row in ipairs(rows) do
        lines[i] = { row.name, row.summary, row.from }
      end
      ctx.out:table(lines, { "name", "summary", "from" })
    end
    return true
  end,
}
