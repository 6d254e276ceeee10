---@meta host.process
--- The process itself and others.
---
--- ```lua
--- local process = require("host.process")
--- local result, message, code = process.run({ argv = { "sort" }, input = "b\na\n", timeout = 10 })
--- assert(result and result.status == 0 and result.stdout == "a\nb\n", message)
--- assert(process.getenv("NO_SUCH_VARIABLE") == nil)
--- ```
local process = {}

---@param name string
---@return string? value nil: not set
function process.getenv(name) end

---@return integer
function process.pid() end

---@return integer? signal 2 or 15 that came, 13 when the reader of standard output is gone
function process.interrupted() end

--- The same, and it counts as handled: the program will not end with 128 + signal.
---@return integer? signal
function process.take_interrupt() end

---@class host.process.Options
---@field argv string[] argv[1] is looked up on PATH; there is no shell
---@field input? string for its standard input; nothing by default
---@field env? table names and values, added to ours
---@field clear_env? boolean start from an empty environment
---@field directory? string to run in
---@field timeout? number seconds; more is "timeout"
---@field max_output? integer bytes of each stream; more is "limit"
---@field inherit? boolean share our three streams
---@field helper? boolean it does a part of our work: share our process group, take ten seconds to end
---@field keep_output? boolean share our standard output
---@field on_output? fun(bytes: string): boolean? gets standard output in pieces; false ends the program
---@field on_error? fun(bytes: string): boolean? the same for standard error
---@field cpu? integer seconds of processor time
---@field memory? integer bytes of address space

---@class host.process.Result
---@field status integer exit status, or 128 + signal
---@field signal? integer that ended it
---@field stdout string
---@field stderr string

--- Runs a program to its end. When this call ends early, so does the program.
---@param options host.process.Options
---@return host.process.Result? result, string? message, string? code
---@return host.process.Result? partial what it said before it was ended, for "timeout" and "limit"
function process.run(options) end

---@class host.process.Child
local child = {}

--- How it is, without waiting. To be called often: it also feeds the program and reads from it.
---@return host.process.Result|false|nil result false: it still runs
---@return string? message, string? code it was ended here: "timeout" or "limit"
function child:look() end

---@return string text on its standard output since the last call
function child:said() end

--- A signal to it and what it started.
---@param number integer
function child:signal(number) end

--- Ends it, if it runs.
function child:close() end

--- Starts a program that runs beside this one, with the options of run() but for `on_output`. It
--- ends when it is collected, and when this program ends in whatever way.
---@param options host.process.Options
---@return host.process.Child? child, string? message, string? code
function process.start(options) end

return process
