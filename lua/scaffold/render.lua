--- A template filled for one connector: answers, files, and what is recorded of both.
local render = {}

local function talk_of(ctx)
  return {
    ask = ctx.ask,
    again = ctx:may_ask() and function(message)
      ctx.err:line("%s", message)
    end or nil,
  }
end

local function record(entry, slug, answers, asked, files)
  local annotate = require("scaffold.annotate")
  local list = annotate.pairs_for(entry, answers, asked, files)
  local result = { entry = entry, slug = slug, answers = answers, files = files, recorded = list }
  return result
end

--- Fill a loaded template.
---@param ctx table the command's context, for questions
---@param entry table of scaffold.template
---@param slug string
---@param given table answers as texts by name; `name` is the slug that the connector had when it
---   was made: its title stays when the folder gets another name
---@return table|nil rendered { entry, slug, answers, files, recorded }
---@return string|nil message, string|nil code, table|nil details
function render.fill(ctx, entry, slug, given)
  local first_name = given.name or slug
  local fixed = { name = slug, slug = slug, title = require("project.slug").title(first_name) }
  local answers, asked, code, details = require("scaffold.questions").answer(
    entry.declared.questions, given, fixed, talk_of(ctx))
  if not answers then
    return nil, asked, code, details
  end
  local files, message, kind = require("scaffold.template").fill(entry, answers)
  answers.first_name = first_name
  if not files then
    return nil, message, kind
  end
  return record(entry, slug, answers, asked, files)
end

--- The files as they are written: connector.yaml with what is recorded.
---@return table[]|nil files, string|nil message, string|nil code
function render.written(rendered)
  local list = {}
  for i, file in ipairs(rendered.files) do
    list[i] = file
    if file.path == "connector.yaml" then
      local text, message, code = require("scaffold.annotate").add(file.text, rendered.recorded)
      if not text then
        return nil, ("%s: connector.yaml: %s"):format(rendered.entry.file, message), code
      end
      list[i] = { path = file.path, text = text }
    end
  end
  return list
end

return render
