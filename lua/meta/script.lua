---@meta host.script

--- Text into functions. Bytecode is refused.
---
--- ```lua
--- local script = require("host.script")
--- local chunk, message = script.load("return x + 1", "example", { x = 1 })
--- assert(chunk() == 2)
--- chunk, message = script.load("return +", "example")
--- assert(chunk == nil and message:find("^example:1:"))
--- ```
---@class host.script
local script = {}

--- Compiles a chunk; it runs when it is called.
---@param text string Lua source
---@param name string shown in messages, such as the path of a file
---@param environment table|nil the globals of the chunk; those of revos when absent
---@return function|nil chunk
---@return string|nil message "name:line: reason"
---@return string|nil code "syntax"
function script.load(text, name, environment) end

--- From here on the VM may need so many bytes more than now; what needs more raises "not enough
--- memory". The first call counts.
---@param bytes integer
---@return true
function script.limit_memory(bytes) end

---@class host.script.Confinement
---@field seccomp boolean a filter of system calls
---@field landlock boolean files, sockets and signals by their names

---@class host.script.Plan
---@field reads? string[] files that may be read, folders with all that is below
---@field writes? string[] the same for writing
---@field runs? string[] programs that it may start, which have the same bounds
---@field moves? boolean files go from folder to folder; no Landlock before Linux 5.19 then

--- What the kernel has to confine the code of others.
---@return host.script.Confinement
function script.confinement() end

--- From here on this process only computes, reads and writes what it has open, and ends; for good.
--- With a plan it asks servers too, and opens the files of the plan.
---@param plan host.script.Plan|nil
---@return host.script.Confinement|nil active, string|nil message, string|nil code
function script.confine(plan) end

--- From here on calls of one source, all of its code, have bounds: 500 million instructions and 20
--- seconds of processor time between `enter` and `leave`. What is over them is stopped by an error
--- at each further instruction of the source.
---@param name string the name that the source was loaded with
---@return true
function script.watch(name) end

---@return boolean outermost false: the call is part of one, whose bounds hold
function script.enter() end

--- The outermost call is over.
function script.leave() end

--- The call has waited: its time counts anew.
---@param all boolean|nil its instructions too
function script.rest(all) end

--- The process ends by a signal once it has needed so much processor time from now on.
---@param seconds number 0 lifts the limit
---@return true
function script.limit_time(seconds) end

--- string.find with a bound on the work. `start` is false, and `stop` says why, when the steps are
--- used up and for a malformed pattern.
---@param text string
---@param pattern string
---@param init integer from 1 to #text + 1
---@param steps integer how many characters it may look at
---@return integer left steps
---@return integer|nil|false start, integer|string|nil stop, ... captures
function script.search(text, pattern, init, steps) end

return script
