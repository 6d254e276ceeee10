--- Records in connector.yaml which template made it, in which version, with which answers, and
--- what its files were: metadata.annotations, keys that begin with "revos/".
local edit = require("util.later")("util.yaml.edit")
local json = require("host.json")

local annotate = {}

local ANSWER = "revos/answer-"

local function annotations_of(text)
  local value = require("host.yaml").decode(text, "connector.yaml")
  local metadata = json.is_object(value) and value.metadata
  local found = json.is_object(metadata) and metadata.annotations
  return json.is_object(found) and found or json.new_object()
end

--- A short hash of a file as the template made it.
function annotate.sum(text)
  return require("host.hash").sha256(text):sub(1, 16)
end

local function sums_text(files)
  local list = {}
  for _, file in ipairs(files) do
    if not file.path:find("^secrets/") then
      list[#list + 1] = ("%s %s"):format(annotate.sum(file.text), file.path)
    end
  end
  table.sort(list)
  return table.concat(list, "; ")
end

--- What is recorded: pairs of key and text.
---@param entry table the loaded template
---@param answers table
---@param asked string[] names of the questions that applied
---@param files table[] { path, text } as filled
function annotate.pairs_for(entry, answers, asked, files)
  local secret, list = {}, {
    { "revos/template", entry.name }, { "revos/template-version", entry.declared.version },
    { ANSWER .. "name", answers.first_name },
  }
  for _, question in ipairs(entry.declared.questions) do
    secret[question.name] = question.secret
  end
  for _, name in ipairs(asked) do
    if not secret[name] then
      list[#list + 1] = { ANSWER .. name, tostring(answers[name]) }
    end
  end
  list[#list + 1] = { "revos/template-files", sums_text(files) }
  return list
end

--- The text of connector.yaml without what was recorded.
---@return string|nil text, string|nil message, string|nil code
function annotate.strip(text)
  local found, kept = annotations_of(text), 0
  for key in pairs(found) do
    kept = kept + (key:find("^revos/") and 0 or 1)
  end
  if kept == 0 and json.size(found) > 0 then
    return edit.set(text, { "metadata", "annotations" }, nil)
  end
  for key in pairs(found) do
    if key:find("^revos/") then
      local message, code
      text, message, code = edit.set(text, { "metadata", "annotations", key }, nil)
      if not text then
        return nil, message, code
      end
    end
  end
  return text
end

local function line(pair)
  return ("    %s: %s\n"):format(pair[1], json.encode(pair[2]))
end

-- Behind the last line of metadata, where there are no annotations yet.
local function insert(text, list)
  local lines, at, inside = {}, nil, false
  for whole in (text:gsub("\n?$", "\n", 1)):gmatch("[^\n]*\n") do
    lines[#lines + 1] = whole
    if whole:find("^metadata:%s") then
      inside, at = true, #lines
    elseif inside and whole:find("^%s+[^%s#]") then
      at = #lines
    elseif whole:find("^[^%s#]") then
      inside = false
    end
  end
  local block = { "  annotations:\n" }
  for _, pair in ipairs(list) do
    block[#block + 1] = line(pair)
  end
  table.insert(lines, (at or 0) + 1, table.concat(block))
  return table.concat(lines)
end

-- Each key by itself, into annotations of any form.
local function set_each(text, list)
  for _, pair in ipairs(list) do
    local message, code
    text, message, code = edit.set(text, { "metadata", "annotations", pair[1] }, pair[2])
    if not text then
      return nil, message, code
    end
  end
  return text
end

--- The text of connector.yaml with `list` recorded.
---@param text string
---@param list table[] of pairs_for
---@return string|nil text, string|nil message, string|nil code
function annotate.add(text, list)
  local plain, message, code = annotate.strip(text)
  if not plain then
    return nil, message, code
  end
  if json.size(annotations_of(plain)) == 0 then
    local inserted = insert(plain, list)
    local found = annotations_of(inserted)
    if found["revos/template"] == list[1][2] and json.size(found) == #list then
      return inserted
    end
  end
  return set_each(plain, list)
end

local function parse_sums(text)
  local sums = {}
  local problem = require("util.safe_path").problem
  for sum, path in tostring(text or ""):gmatch("(%x+) ([^;]+)") do
    if not problem(path) then
      sums[path] = sum
    end
  end
  return sums
end

--- What is recorded in connector.yaml; nil when no template made it.
---@return table|nil recorded { template, version, answers (texts by name), sums (by path) }
function annotate.read(text)
  local found = annotations_of(text)
  local name = found["revos/template"]
  if type(name) ~= "string" then
    return nil
  end
  local answers = {}
  for key, value in pairs(found) do
    if key:sub(1, #ANSWER) == ANSWER then
      answers[key:sub(#ANSWER + 1)] = tostring(value)
    end
  end
  return {
    template = name,
    version = tostring(found["revos/template-version"] or "1"),
    answers = answers,
    sums = parse_sums(found["revos/template-files"]),
  }
end

return annotate
