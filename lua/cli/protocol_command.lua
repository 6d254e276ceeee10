--- What the commands of the protocol share: options of the same names, and how they run.
local MANIFEST = {
  name = "manifest-path",
  value = "FILE",
  doc = "the manifest; else the one that the config carries",
}

local COMPONENTS = {
  name = "components-path",
  value = "FILE",
  doc = "components.lua, or a file beside it; Python is never run",
}

local DEBUG = { name = "debug", type = "boolean", doc = "DEBUG lines too" }

local CONFIG = { name = "config", value = "FILE", required = true, doc = "the config, JSON" }

local function options_with(own)
  local options = { MANIFEST, COMPONENTS }
  for _, option in ipairs(own) do
    options[#options + 1] = option
  end
  options[#options + 1] = DEBUG
  return options
end

local protocol_command = {}

--- Declares a command of the protocol.
---@param name string the command's word in the protocol
---@param declared table summary, example, options (of its own; the config alone when absent)
---@return table the descriptor of a script
function protocol_command.new(name, declared)
  return {
    summary = declared.summary,
    options = options_with(declared.options or { CONFIG }),
    examples = { declared.example },
    parse = require("cli.argparse").parser(name),
    run = function(ctx)
      local status = require("runtime.protocol").run(name, ctx.args)
      require("host.term").flush()
      return status == 0
    end,
  }
end

protocol_command.CONFIG = CONFIG

return protocol_command
