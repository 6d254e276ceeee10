local function object(entry)
  local json = require("host.json")
  local asked = json.new_array()
  for _, question in ipairs(entry.declared.questions) do
    local members = json.new_object({ { "name", question.name }, { "type", question.type } })
    for _, key in ipairs({ "prompt", "default", "pattern", "secret" }) do
      members[key] = question[key]
    end
    members.choices = question.choices and json.new_array(question.choices) or nil
    if question.when then
      members.when = json.new_object()
      for name, wanted in pairs(question.when) do
        members.when[name] = json.new_array(wanted)
      end
    end
    asked[#asked + 1] = members
  end
  return json.new_object({
    { "name", entry.name },
    { "summary", entry.declared.summary },
    { "version", tostring(entry.declared.version or "1") },
    { "from", entry.kind },
    { "file", entry.file },
    { "questions", asked },
  })
end

local function joined(list)
  local texts = {}
  for i, value in ipairs(list) do
    texts[i] = tostring(value)
  end
  return table.concat(texts, ", ")
end

local function when_of(question)
  local parts = {}
  for name, wanted in pairs(question.when or {}) do
    parts[#parts + 1] = ("%s=%s"):format(name, joined(wanted))
  end
  table.sort(parts)
  return parts[1] and ("; only with %s"):format(table.concat(parts, ", ")) or ""
end

local function row_of(question)
  local choices = question.choices and (" (%s)"):format(joined(question.choices)) or ""
  local prompt = (question.prompt or "") .. choices .. when_of(question)
  local default = question.default == nil and "" or tostring(question.default)
  return { question.name, question.type, default, prompt }
end

return {
  summary = "Show what a template asks",
  arguments = { { name = "name", complete = "templates", doc = "name of the template" } },
  examples = { "revos template show rest" },
  run = function(ctx)
    local root = require("revos.project").find.root()
    local template = require("revos.templates").template
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
      rows[i] = row_of(question)
    end
    if #rows > 0 then
      ctx.out:line("")
      ctx.out:table(rows, { "question", "type", "default", "prompt" })
    end
    return true
  end,
}
