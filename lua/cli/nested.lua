--- Commands that a command runs: ctx:run and ctx:previous of cli.context.
local arguments = require("cli.arguments")
local runner = require("cli.runner")
local scripts = require("cli.scripts")

local nested = {}

-- So deep no command means to go: the stack of the process would end at twice that.
local MOST = 20

local function inherit(values, args, globals)
  for _, option in ipairs(globals) do
    if values[option.key] == nil then
      values[option.key] = args[option.key]
    end
  end
end

local function values_from(command, args, parent, globals)
  local values = {}
  if #args > 0 then
    local ok, message, code, details = arguments.parse(command, globals, args, 1, values)
    if not ok then
      return nil, message, code, details
    end
  end
  for key, value in pairs(args) do
    if type(key) == "string" then
      values[key:gsub("-", "_")] = value
    end
  end
  inherit(values, parent, globals)
  local ok, message, code = arguments.complete(values, command)
  if not ok then
    return nil, message, code
  end
  return values
end

local function ended(shared, ...)
  shared.depth = shared.depth - 1
  return ...
end

local function run_entries(ctx, entries, args)
  local depth = ctx.shared.depth or 0
  if depth == MOST then
    return nil, ("%s: commands run one another, %d deep"):format(entries[1].file, MOST), "script"
  end
  local command, message, code = scripts.load(entries[1])
  if not command then
    return nil, message, code
  end
  local values, problem, kind, details = values_from(command, args, ctx.args, ctx.shared.globals)
  if not values then
    return nil, problem, kind, details
  end
  ctx.shared.depth = depth + 1
  return ended(ctx.shared,
    runner.run(command, entries[1], { table.unpack(entries, 2) }, values, ctx.shared))
end

--- ctx:run: another command by its words; leftover words are its arguments.
function nested.run(ctx, words, args)
  for count = #words, 1, -1 do
    local entries = scripts.find(ctx.shared.roots, { table.unpack(words, 1, count) })
    if entries[1] then
      local all = table.move(words, count + 1, #words, 1, {})
      for key, value in pairs(args) do
        if type(key) == "string" then
          all[key] = value
        end
      end
      table.move(args, 1, #args, #all + 1, all)
      return run_entries(ctx, entries, all)
    end
  end
  return nil, ("unknown command '%s'"):format(table.concat(words, " ")), "usage"
end

--- ctx:previous: the next script of the chain.
function nested.previous(ctx, args)
  if not ctx.hidden[1] then
    return nil, ("%s: replaces no other script"):format(ctx.entry.file), "script"
  end
  return run_entries(ctx, ctx.hidden, args or ctx.args)
end

return nested
