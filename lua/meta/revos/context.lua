---@meta revos.context
--- What a command script returns, and what its `run` is given. Not to be required: annotate with
--- `---@param ctx revos.Context`.

---@class revos.Entry an argument or an option
---@field name string dashes become underscores in ctx.args
---@field type? "string"|"integer"|"number"|"boolean"|"count"|"file"|"directory" string by default
---@field default? any
---@field doc? string
---@field many? boolean a list: the last argument, or an option that may be repeated
---@field optional? boolean of an argument
---@field value? string how the help names the value
---@field choices? string[]
---@field min? number
---@field max? number
---@field short? string one letter
---@field hidden? boolean

---@class revos.Command
---@field summary string one line; may be left out with `inherits`
---@field description? string
---@field arguments? revos.Entry[]
---@field options? revos.Entry[]
---@field examples? string[]
---@field inherits? boolean texts, arguments and options of the command that it replaces
---@field run fun(ctx: revos.Context): boolean|nil, string|nil, string|nil, table|nil true; false for "the answer is no" (1); or nil, message, code, { hint }

---@class revos.Output
local output = {}
--- A line; with arguments formatted as by string.format.
---@param format string
function output:line(format, ...) end
--- Rows in columns.
---@param rows table[]
---@param columns? table[] titles, or { key, title }
function output:table(rows, columns) end
--- One JSON document; a mapping gets the command's "schema".
---@param value any
function output:json(value) end
--- Text as it is.
---@param text string
function output:raw(text) end
--- Text in a colour, where colours are wanted.
---@param name "bold"|"dim"|"red"|"green"|"yellow"|"blue"|"cyan"
---@param text string
function output:style(name, text) end

---@class revos.Context
---@field args table values by name: arguments, options, and the global ones (json, quiet, verbose, yes ...)
---@field out revos.Output standard output
---@field err revos.Output standard error
---@field project table the project around the current folder; without one the command ends with 2
---@field workspace table the workspace of --workspace or of the project
---@field ask fun(question: { name: string, prompt?: string, default?: any, secret?: boolean }): string
local ctx = {}
--- Another command: its words, and words or a mapping of values. Returns what its run returns.
---@param command string
---@param args? table
function ctx:run(command, args) end
--- The command that this one replaces, with the same arguments or others.
---@param args? table
function ctx:previous(args) end
--- A yes or no; --yes answers yes, with nobody to ask the command ends with 2.
---@param prompt string
---@param name? string to be typed instead of a yes, where much would be lost
---@return boolean
function ctx:confirm(prompt, name) end
---@return boolean somebody can be asked
function ctx:may_ask() end
--- On standard error, not with --quiet.
---@param format string
function ctx:note(format, ...) end
--- On standard error with --verbose.
---@param format string
function ctx:detail(format, ...) end
--- The project, or nil and why not.
---@return table|nil project, string|nil message, string|nil code, table|nil details
function ctx:find_project() end
