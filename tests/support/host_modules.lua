--- Makes docs/host-modules.md of the descriptions in lua/meta.
---
---     run_lua tests/support/host_modules.lua [FILE]
---
--- With a file: writes it. Without: prints. tests/lua/host_modules_test.lua loads this file with
--- the argument "page" and gets the function that makes the text.
local fs = require("host.fs")

local INTRODUCTION = [[
# Host modules

What a script may ask of the program that runs it: `require` one of these modules. The page is made
from the descriptions in `lua/meta`, which an editor with a Lua language server reads to complete
and check calls (put the folder into its `workspace.library`); `./dev docs` makes it anew.

Errors: a wrong argument raises. What the outside world can cause comes back as `nil, message,
code`, with a code of a closed list: `not_found denied exists conflict busy syntax invalid limit
timeout network tls cancelled usage io runtime_missing script internal`. A command hands it on:
`return nil, message, code` tells the message and gives the exit status of the code.

A `?` behind a name or a type means that it may be left out or be `nil`. Modules are versioned with
the program (`revos --version`): members may be added at any time; one that goes is told a version
ahead.
]]

-- The first type of a text, and what is behind it: blanks count only outside of brackets.
local function split_type(text)
  local depth = 0
  for at = 1, #text do
    local char = text:sub(at, at)
    if char:find("[({<]") then
      depth = depth + 1
    elseif char:find("[)}>]") then
      depth = depth - 1
    elseif char == " " and depth == 0 and not text:sub(1, at - 1):find("[:|,]$") then
      return text:sub(1, at - 1), text:sub(at + 1)
    end
  end
  return text, ""
end

local function named(text)
  local kind, rest = split_type(text)
  return kind:gsub("host%.%w+%.", ""), rest
end

local function parameter_line(text)
  local name, rest = text:match("^(%S+)%s+(.*)$")
  local kind, about = named(rest)
  local optional = name:find("%?$") and ", optional" or ""
  about = about ~= "" and ": " .. about or ""
  return ("- `%s` (`%s`%s)%s"):format(name:gsub("%?$", ""), kind, optional, about)
end

-- The last value, and a remark behind it.
local function last_returned(parts, kind, name, behind)
  local is_name = name and (behind == name or kind:find("[?]") or kind:find("nil", 1, true))
  parts[#parts + 1] = is_name and ("%s: `%s`"):format(name, kind) or ("`%s`"):format(kind)
  local about = is_name and behind:sub(#name + 2) or behind
  return table.concat(parts, ", ") .. (about ~= "" and " (" .. about .. ")" or "")
end

-- "string? text, string? message" as a list of "text" (`string?`); a last part may be a remark.
local function returned(text)
  local parts, rest = {}, text
  while rest ~= "" do
    local kind, behind = named(rest)
    local name = behind:match("^([%w_]+)")
    if not behind:find("^[%w_]*, ") then
      return last_returned(parts, kind, name, behind)
    end
    parts[#parts + 1] = ("%s: `%s`"):format(name, kind)
    rest = behind:sub(#name + 3)
  end
  return table.concat(parts, ", ")
end

local function new_block()
  return { text = {}, params = {}, returns = {}, fields = {} }
end

-- A comment line into the block that it belongs to.
local function take(block, line)
  local tag, rest = line:match("^%-%-%-@(%a+)%s*(.*)$")
  local lists = { param = block.params, ["return"] = block.returns, field = block.fields }
  if lists[tag] then
    table.insert(lists[tag], rest)
  elseif tag == "class" then
    block.class = rest:match("^%S+")
  elseif not tag then
    block.text[#block.text + 1] = line:gsub("^%-%-%- ?", "")
  end
end

local function read_meta(file)
  local module, block = { blocks = {} }, new_block()
  for line in assert(fs.read(file)):gmatch("([^\n]*)\n") do
    local meta = line:match("^%-%-%-@meta%s*(%S*)")
    local signature = line:match("^function (.*) end$")
    local value = line:match("^(%a+%.[%w_]+) = ")
    if meta then
      module.name = meta
    elseif line:find("^%-%-%-") then
      take(block, line)
    elseif signature or value then
      block.signature = signature or value
      table.insert(module.blocks, block)
      block = new_block()
    elseif line:find("^local ") and not module.text then
      module.text, module.fields, block = block.text, block.fields, new_block()
    elseif block.class then
      table.insert(module.blocks, block)
      block = new_block()
    end
  end
  return module
end

local function add(out, ...)
  for _, line in ipairs({ ... }) do
    out[#out + 1] = line
  end
end

local function write_block(out, block)
  local title = block.signature or (block.class:gsub("^host%.%w+%.", ""))
  if block.class and #block.fields == 0 and #block.text == 0 then
    return
  end
  add(out, "", ("### `%s`"):format(title))
  if #block.text > 0 then
    add(out, "", table.unpack(block.text))
  end
  if #block.params + #block.fields + #block.returns > 0 then
    add(out, "")
  end
  for _, list in ipairs({ block.params, block.fields }) do
    for _, text in ipairs(list) do
      add(out, parameter_line(text))
    end
  end
  for i, text in ipairs(block.returns) do
    add(out, (i == 1 and "- returns " or "- then ") .. returned(text))
  end
end

local function page()
  local out, contents, modules = {}, {}, {}
  for _, name in ipairs(assert(fs.list("lua/meta"))) do
    if name:find("%.lua$") then
      modules[#modules + 1] = read_meta("lua/meta/" .. name)
    end
  end
  for i, module in ipairs(modules) do
    contents[i] = ("[%s](#%s)"):format(module.name, module.name:gsub("%.", ""))
  end
  for _, module in ipairs(modules) do
    add(out, "", "## " .. module.name, "", table.unpack(module.text))
    if #module.fields > 0 then
      add(out, "")
    end
    for _, text in ipairs(module.fields) do
      add(out, parameter_line(text))
    end
    for _, block in ipairs(module.blocks) do
      write_block(out, block)
    end
  end
  return INTRODUCTION .. "\n" .. table.concat(contents, " · ") .. "\n" .. table.concat(out, "\n")
    .. "\n"
end

local arguments = ...
if arguments == "page" then
  return page
elseif arguments[1] then
  assert(fs.write(arguments[1], page()))
else
  require("host.term").write(page())
  require("host.term").flush()
end
return 0
