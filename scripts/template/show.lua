local function object(entry)
  local json = require("host.json")
  local asked = json.new_array()
  for _, question in ipairs(entry.declared.questions) do
    local members = json.new_object({ { "name", question.name }, { "type", question.type } })
    members.prompt, members.default = question.prompt, question.default
    members.pattern = question.pattern
    members.choices = question.choices and json.new_array(question.choices) or nil
    asked[#asked + 1] = members
  end
  return json.new_object({
    { "name", entry.name },
    { "summary", entry.declared.summary },
    { "version", tostring(entry.declared.version or "1") },
    { "file", entry.file },
    { "questions", asked },
  })
end

return {
  summary = "Show what a template asks",
  arguments = { { name = "name", doc = "name of the template" } },
  run = function(ctx)
    local root = require("project.find").root()
    local template = require("scaffold.template")
    local entry, message, code, details = template.load(ctx.args.name, root)
    if not entry then
      return nil, message, code, details
    end
    local shown = object(entry)
    if ctx.args.json then
      ctx.out:json(shown)
      return true
    end
    ctx.out:line("%s, version %s: %s", shown.name, shown.version, shown.summary)
    ctx.out:line("%s", shown.file)
    local rows = {}
    for i, question in ipairs(entry.declared.questions) do
      rows[i] = { question.name, question.type, tostring(question.default or ""), question.prompt
        or "" }
    end
    if #rows > 0 then
      ctx.out:line("")
      ctx.out:table(rows, { "question", "type", "default", "prompt" })
    end
    return true
  end,
}
