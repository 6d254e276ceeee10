--- The part of templates that runs their code, for the child process.
local json = require("host.json")

local work = {}

local function question(one)
  local members = json.new_object({ { "name", one.name }, { "type", one.type } })
  for _, key in ipairs({ "prompt", "default", "pattern", "secret" }) do
    members[key] = one[key]
  end
  members.choices = one.choices and json.new_array(one.choices) or nil
  if one.when then
    members.when = json.new_object()
    for name, wanted in pairs(one.when) do
      members.when[name] = json.new_array(wanted)
    end
  end
  return members
end

local kinds = {}

kinds["template.load"] = function(request)
  local entry, message, code = require("scaffold.template").load_here(request.entry)
  if not entry then
    return nil, message, code
  end
  local declared, questions = entry.declared, json.new_array()
  for i, one in ipairs(declared.questions) do
    questions[i] = question(one)
  end
  return json.new_object({
    { "summary", declared.summary },
    { "version", declared.version },
    { "questions", questions },
  })
end

kinds["template.fill"] = function(request)
  local template = require("scaffold.template")
  local entry, message, code = template.load_here(request.entry)
  if not entry then
    return nil, message, code
  end
  local files, problem, kind = template.fill_here(entry, request.answers)
  if not files then
    return nil, problem, kind
  end
  return json.new_array(files)
end

kinds["template.cases"] = function(request)
  return require("scaffold.test").load_here(request)
end

kinds["template.match"] = function(request)
  return require("scaffold.pattern").fits_here(request.pattern, request.answer)
end

--- In the child process, which tells whose code runs.
--- @param kind string template.load, template.fill, template.cases or template.match
--- @param request table entry { name, kind, folder, file, text, texts }, answers; or test_text and
---   test_file; or pattern and answer
function work.serve(kind, request)
  local file = request.entry and request.entry.file or request.test_file
    or "the pattern of a question"
  require("util.worker").now(file)
  return kinds[kind](request)
end

return work
