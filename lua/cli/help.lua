--- Help: made from the declarations of the command scripts.
local output = require("cli.output")
local term = require("host.term")

local help = {}

local function writer(values)
  local color = require("cli.context").wants_color(1, values.color)
  return output.new({ write = term.write, color = color })
end

local function argument_usage(entry)
  local label = (entry.value or entry.name):upper()
  if entry.many then
    label = label .. "..."
  end
  local optional = entry.optional or entry.many and not entry.required or entry.default ~= nil
  return optional and "[" .. label .. "]" or label
end

local function option_label(entry)
  local name = "--" .. (entry.negated and "no-" or "") .. entry.name
  local label = entry.short and ("-%s, %s"):format(entry.short, name) or "    " .. name
  if entry.type ~= "boolean" and entry.type ~= "count" then
    label = label .. " "
      .. (entry.choices and table.concat(entry.choices, "|") or (entry.value or entry.name):upper())
  end
  return label
end

local function option_rows(list)
  local rows = {}
  for _, entry in ipairs(list) do
    if not entry.hidden then
      local doc = entry.doc or ""
      if entry.default ~= nil and entry.type ~= "boolean" then
        doc = ("%s (default %s)"):format(doc, tostring(entry.default))
      end
      rows[#rows + 1] = { "  " .. option_label(entry), doc
        .. (entry.many and " (may be repeated)" or "") }
    end
  end
  return rows
end

local function section(out, title, rows)
  if #rows > 0 then
    out:line("")
    out:line("%s", out:style("bold", title))
    out:table(rows)
  end
end

local function usage(command, name)
  local parts = { "revos " .. name }
  if #command.options > 0 then
    parts[#parts + 1] = "[OPTIONS]"
  end
  for _, entry in ipairs(command.arguments) do
    parts[#parts + 1] = argument_usage(entry)
  end
  return table.concat(parts, " ")
end

local function argument_rows(command)
  local rows = {}
  for _, entry in ipairs(command.arguments) do
    rows[#rows + 1] = { "  " .. (entry.value or entry.name):upper(), entry.doc or "" }
  end
  return rows
end

local function examples(out, command)
  if #command.examples == 0 then
    return
  end
  out:line("")
  out:line("%s", out:style("bold", "Examples"))
  for _, example in ipairs(command.examples) do
    out:line("  %s", type(example) == "table" and (example.command or example[1]) or example)
  end
end

local function entry_object(entry)
  local json = require("host.json")
  local members = json.new_object({ { "name", entry.name }, { "type", entry.type } })
  members.doc, members.default, members.short = entry.doc, entry.default, entry.short
  members.choices = entry.choices and json.new_array(entry.choices) or nil
  members.many = entry.many and true or nil
  members.negated = entry.negated and true or nil -- is given as --no-NAME
  return members
end

local function entry_objects(list)
  local json = require("host.json")
  local objects = json.new_array()
  for _, entry in ipairs(list) do
    if not entry.hidden then
      objects[#objects + 1] = entry_object(entry)
    end
  end
  return objects
end

--- A command's declaration as a JSON value.
---@param command table its declaration
---@param entry table the script that answers
---@return table
function help.object(command, entry)
  local json = require("host.json")
  local members = json.new_object({ { "name", entry.name }, { "summary", command.summary } })
  members.description = command.description
  for _, pair in ipairs({
    { "arguments", entry_objects(command.arguments) },
    { "options", entry_objects(command.options) },
    { "examples", json.new_array(command.examples) },
    { "file", entry.file },
  }) do
    members[pair[1]] = pair[2]
  end
  return members
end

local function as_document(values, members)
  local json = require("host.json")
  writer(values):raw(json.encode(members) .. "\n")
  return true
end

local function load_all(state, prefix)
  local scripts = require("cli.scripts")
  local found = {}
  for _, name in ipairs(scripts.names(state.roots)) do
    if name:sub(1, #prefix) == prefix then
      local words = {}
      for word in name:gmatch("[^/]+") do
        words[#words + 1] = word
      end
      local entry = scripts.find(state.roots, words)[1]
      local command, message = scripts.load(entry)
      found[#found + 1] = { entry = entry, command = command, message = message }
    end
  end
  return found
end

local function summary_rows(state, prefix)
  local rows = {}
  for _, item in ipairs(load_all(state, prefix)) do
    if not (item.command and item.command.hidden) then
      rows[#rows + 1] = { "  " .. item.entry.name, item.command and item.command.summary
        or item.message }
    end
  end
  return rows
end

local function alias_rows()
  local own = require("cli.aliases").load()
  local rows = {}
  if not own or not require("project.extensions").are_trusted(own) then
    return rows
  end
  for name, value in pairs(own.aliases) do
    rows[#rows + 1] = { "  " .. name, type(value) == "table" and table.concat(value, " ") or value }
  end
  return rows
end

local function program_rows(state)
  local scripts, rows = require("cli.scripts"), {}
  for _, program in ipairs(require("cli.programs").list()) do
    local words = { program.word }
    if not scripts.find(state.roots, words)[1] and not scripts.is_group(state.roots, words) then
      rows[#rows + 1] = { "  " .. program.word, program.file }
    end
  end
  return rows
end

--- Help of one command.
---@param command table its declaration
---@param entry table the script that answers
---@param values table of the options
---@param state table of the command line
---@return true
function help.command(command, entry, values, state)
  if values.json then
    local members = help.object(command, entry)
    local json = require("host.json")
    local document = json.new_object({ { "schema", "revos/v1/help" } })
    for key, value in pairs(members) do
      document[key] = value
    end
    return as_document(values, document)
  end
  local out = writer(values)
  out:line("%s", command.summary)
  out:line("")
  if command.description then
    out:line("%s", command.description)
    out:line("")
  end
  out:line("%s", out:style("bold", "Usage"))
  out:line("  %s", usage(command, entry.name))
  section(out, "Arguments", argument_rows(command))
  section(out, "Options", option_rows(command.options))
  section(out, "Commands", summary_rows(state, table.concat(entry.words, "/") .. "/"))
  section(out, "Global options", option_rows(state.globals))
  examples(out, command)
  return true
end

local function as_json(values, state, prefix)
  local json = require("host.json")
  local commands = json.new_array()
  for _, item in ipairs(load_all(state, prefix)) do
    if item.command and not item.command.hidden then
      commands[#commands + 1] = help.object(item.command, item.entry)
    end
  end
  return as_document(values,
    json.new_object({ { "schema", "revos/v1/help" }, { "commands", commands } }))
end

--- Help of a group of commands; of all commands when `group` is empty.
---@param group string words of the group, empty for all
---@param values table of the options
---@param state table of the command line
---@return true
function help.group(group, values, state)
  local prefix = #group > 0 and table.concat(group, "/") .. "/" or ""
  if values.json then
    return as_json(values, state, prefix)
  end
  local out = writer(values)
  local words = table.concat(group, " ")
  if #group == 0 then
    out:line("Author, test and register low-code connectors.")
    out:line("")
  end
  out:line("%s", out:style("bold", "Usage"))
  out:line("  revos %s[OPTIONS] [ARGUMENTS]", #group > 0 and words .. " SUBCOMMAND "
    or "[GLOBAL OPTIONS] COMMAND ")
  section(out, "Commands", summary_rows(state, prefix))
  if #group == 0 then
    section(out, "Aliases", alias_rows())
    section(out, "Programs on PATH", program_rows(state))
    section(out, "Global options", option_rows(state.globals))
  end
  out:line("")
  out:line("See 'revos help %sCOMMAND' for one of them.", #group > 0 and words .. " " or "")
  return true
end

return help
