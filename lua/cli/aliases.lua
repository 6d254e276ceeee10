--- Aliases of the project: spec.aliases of revos.yaml maps a word to the words of a command.
local extensions = require("project.extensions")

local aliases = {}

-- Words of a text as a shell tells them apart: blanks, and quotes around what has blanks.
local function split(text)
  local words, at = {}, 1
  while true do
    at = text:find("%S", at)
    if not at then
      return words
    end
    local parts = {}
    while at <= #text and not text:find("^%s", at) do
      local quote = text:match("^['\"]", at)
      local stop = quote and text:find(quote, at + 1, true)
        or not quote and text:find("['\"%s]", at)
      if quote and not stop then
        return nil
      end
      parts[#parts + 1] = text:sub(quote and at + 1 or at, (stop or #text + 1) - 1)
      at = quote and stop + 1 or stop or #text + 1
    end
    words[#words + 1] = table.concat(parts)
  end
end

--- The project's aliases when they may be used, in the order of the file.
---@return table|nil own of project.extensions
function aliases.load()
  local own = extensions.load(require("project.find").root())
  return own and require("host.json").size(own.aliases) > 0 and own or nil
end

--- The words that an alias stands for.
---@param own table of aliases.project
---@param name string
---@return string[]|nil words, string|nil message, string|nil code
function aliases.words(own, name)
  local value = own.aliases[name]
  if type(value) ~= "string" then
    return value
  end
  local words = split(value)
  if not words then
    return nil, ("revos.yaml: the alias '%s' has an open quote"):format(name), "invalid"
  end
  return words
end

--- The command line that a word stands for, once the user has consented.
---@param word string
---@param rest string[] what follows it
---@param state table seen: aliases on the way here; values
---@return string[]|nil words nil without a message: no alias
---@return string|nil message, string|nil code, table|nil details
function aliases.expand(word, rest, state)
  local own = aliases.load()
  if not own or own.aliases[word] == nil then
    return nil
  elseif not require("cli.consent").to_extensions(state.values, own) then
    return nil, ("unknown command '%s'; %s has an alias of that name, but is not trusted"):format(
      word, own.file), "usage", { hint = "look at the project's aliases and hooks, then run "
        .. "'revos trust'" }
  end
  state.seen = state.seen or {}
  if state.seen[word] then
    return nil, ("revos.yaml: the alias '%s' leads back to itself"):format(word), "invalid"
  end
  state.seen[word] = true
  local words, message, code = aliases.words(own, word)
  return words and table.move(rest, 1, #rest, #words + 1, table.move(words, 1, #words, 1, {})),
    message, code
end

return aliases
