--- Programs on PATH that are commands: revos-foo is `revos foo` where neither a script nor an alias
--- answers.
local path = require("util.path")

local programs = {}

local PREFIX, WORD = "revos-", "^[%w_-]+$"

--- The file of the program behind a word, or nil.
---@param word string
---@return string|nil
function programs.find(word)
  return word:find(WORD) and path.find(PREFIX .. word) or nil
end

--- All of them: {word, file}, each word once.
---@return table[]
function programs.list()
  local list = {}
  for _, name in ipairs(path.programs(PREFIX)) do
    local word = name:sub(#PREFIX + 1)
    if word:find(WORD) then
      list[#list + 1] = { word = word, file = path.find(name) }
    end
  end
  return list
end

--- Run one with our streams; its exit status is ours.
---@param file string
---@param words string[] its arguments
---@return true|nil ok
---@return string|nil message
---@return string|nil code
---@return table|nil details
function programs.run(file, words)
  local env = { REVOS = require("util.place").program(),
    REVOS_PROJECT = require("project.find").root() or "" }
  require("host.term").flush()
  local result, message, code = require("host.process").run({ env = env, inherit = true,
    argv = table.move(words, 1, #words, 2, { file }) })
  if not result then
    return nil, message, code
  elseif result.status == 0 then
    return true
  end
  return nil, nil, "invalid", { status = result.status }
end

return programs
