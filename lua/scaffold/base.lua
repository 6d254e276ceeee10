--- What a template's files were when they were filled last: the base of a three-way merge.
---
--- Kept below .revos/templates/<slug>/. A fresh clone lacks that: then it is made anew from
--- versions/<version>/ of the template, where its author kept the old one, or from the template
--- itself. Each text has to fit the hash recorded in connector.yaml.
local fs = require("host.fs")
local put = require("util.files").put

local base = {}

local function folder_of(root, slug)
  return ("%s/.revos/templates/%s"):format(root, slug)
end

--- Keep the filled files. Nothing of secrets/ is kept.
---@return true|nil ok, string|nil message, string|nil code
function base.keep(root, slug, files)
  local folder = folder_of(root, slug)
  fs.remove_tree(folder)
  for _, file in ipairs(files) do
    if not file.path:find("^secrets/") then
      local ok, message, code = put(folder .. "/" .. file.path, file.text)
      if not ok then
        return nil, message, code
      end
    end
  end
  return true
end

local function same_template(entry, recorded)
  local template = require("scaffold.template")
  return entry.declared.version == recorded.version and entry
    or template.old_version(entry, recorded.version)
end

-- The files as the recorded version makes them from the recorded answers; empty when it cannot.
local function filled_again(ctx, entry, slug, recorded)
  local old = same_template(entry, recorded)
  local known, given = { name = true }, {}
  for _, question in ipairs(old and old.declared.questions or {}) do
    known[question.name] = true
  end
  for name, text in pairs(recorded.answers) do
    given[name] = known[name] and text or nil
  end
  local quiet = { ask = function(question)
    return question.default or ""
  end, may_ask = function()
    return false
  end, err = ctx.err }
  local rendered = old and require("scaffold.render").fill(quiet, old, slug, given)
  local texts = {}
  for _, file in ipairs(rendered and rendered.files or {}) do
    texts[file.path] = file.text
  end
  return texts
end

--- A function that gives the base of a path: its text, or nil when it is not known.
---@param ctx table
---@param root string
---@param entry table the template as it is now
---@param slug string
---@param recorded table of annotate.read
function base.reader(ctx, root, entry, slug, recorded)
  local sum = require("scaffold.annotate").sum
  local again
  -- As it is named now, or was when it was made: the folder may have got another name since.
  local function both()
    again = again or {
      filled_again(ctx, entry, slug, recorded),
      filled_again(ctx, entry, recorded.answers.name or slug, recorded),
    }
    return again
  end
  return function(path)
    local wanted = recorded.sums[path]
    local kept = fs.read(folder_of(root, slug) .. "/" .. path)
    if kept and (wanted == nil or sum(kept) == wanted) then
      return kept
    end
    for _, texts in ipairs(both()) do
      local text = texts[path]
      if text and (wanted == nil or sum(text) == wanted) then
        return text
      end
    end
    return nil
  end
end

return base
