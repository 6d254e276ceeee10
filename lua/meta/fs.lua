---@meta host.fs
--- Files and folders. Failures: nil, "path: reason", code.
---
--- ```lua
--- local fs = require("host.fs")
--- local folder = fs.temp_directory("example")
--- assert(fs.write(folder .. "/notes.txt", "one\n"))
--- assert(fs.append(folder .. "/notes.txt", "two\n"))
--- assert(fs.read(folder .. "/notes.txt") == "one\ntwo\n")
--- local text, message, code = fs.read(folder .. "/other.txt")
--- assert(text == nil and code == "not_found" and message:find("other.txt"))
--- fs.remove_tree(folder)
--- ```
local fs = {}

---@param path string "-" is standard input
---@param max? integer bytes; more is "limit"
---@return string? text, string? message, string? code
function fs.read(path, max) end

--- Replaces the file whole or not at all. A link is followed.
---@param path string
---@param text string
---@param options? { mode?: integer, exclusive?: boolean }
---@return true? ok, string? message, string? code
function fs.write(path, text, options) end

---@param path string
---@param text string
---@param options? { mode?: integer }
---@return true? ok, string? message, string? code
function fs.append(path, text, options) end

---@param path string
---@param offset integer bytes from the start
---@param length integer bytes
---@return string? text shorter at the file's end
---@return string? message, string? code
function fs.read_part(path, offset, length) end

--- Puts the contents of files, one after the other, into a file: whole or not at all.
---@param path string may be one of the parts
---@param parts string[] paths, at most 16
---@return true? ok, string? message, string? code
function fs.join(path, parts) end

--- Waits until a file, or the names in a folder, have reached the disk.
---@param path string
---@return true? ok, string? message, string? code
function fs.sync(path) end

---@param path string
---@param prefix string? how the names must begin
---@return string[]? names sorted, without "." and ".."
---@return string? message, string? code
function fs.list(path, prefix) end

---@param path string
---@return boolean
function fs.exists(path) end

---@param path string
---@return "file"|"directory"|"link"|"other"|nil kind a link is not followed
---@return string? message, string? code
function fs.kind(path) end

---@class host.fs.Stat
---@field kind string
---@field size integer bytes
---@field mode integer permission bits
---@field mtime number seconds since 1970
---@field device integer
---@field inode integer
---@field links integer
---@field owner integer

---@param path string
---@param options? { follow?: boolean } follow links; true by default
---@return host.fs.Stat? stat, string? message, string? code
function fs.stat(path, options) end

---@param path string a file, a link or an empty folder
---@return true? ok, string? message, string? code
function fs.remove(path) end

---@param path string a file, or a folder with all that is in it
---@return true? ok, string? message, string? code
function fs.remove_tree(path) end

---@param from string
---@param to string replaced when it is there
---@return true? ok, string? message, string? code
function fs.rename(from, to) end

---@param path string
---@param options? { parents?: boolean, mode?: integer } with parents, a folder that is there is fine
---@return true? ok, string? message, string? code
function fs.mkdir(path, options) end

---@param path string
---@param mode integer
---@return true? ok, string? message, string? code
function fs.chmod(path, mode) end

---@param target string
---@param path string
---@return true? ok, string? message, string? code
function fs.symlink(target, path) end

---@param path string
---@return string? target, string? message, string? code
function fs.read_link(path) end

---@param path string
---@return string? path absolute, without links
---@return string? message, string? code
function fs.realpath(path) end

---@return string? path, string? message, string? code
function fs.current_directory() end

---@param path string
---@return true? ok, string? message, string? code
function fs.chdir(path) end

---@param prefix? string
---@return string? path a new folder that only its owner may enter
---@return string? message, string? code
function fs.temp_directory(prefix) end

---@class host.fs.Lock
local lock = {}
--- Release the lock. Twice is fine.
function lock:close() end

--- A lock against other processes, released at the latest when the process ends.
---@param path string made when it is missing
---@param options? { shared?: boolean, wait?: boolean }
---@return host.fs.Lock? lock, string? message, string? code "busy": somebody has it
function fs.lock(path, options) end

return fs
