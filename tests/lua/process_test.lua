--- host.process.run with programs that every system has.
local fs = require("host.fs")
local process = require("host.process")

local function sh(script, options)
  options = options or {}
  options.argv = { "sh", "-c", script, "name" }
  return process.run(options)
end

return {
  ["status and both streams come back"] = function(t)
    local result = assert(sh("printf out; printf err >&2; exit 3"))
    t.equal(result, { status = 3, stdout = "out", stderr = "err" })
  end,
  ["words are passed as they are"] = function(t)
    local result = assert(process.run({ argv = { "printf", "%s|", "a b", "$HOME", "*", "" } }))
    t.equal(result.stdout, "a b|$HOME|*||")
  end,
  ["input of any size goes through"] = function(t)
    local text = ("0123456789"):rep(100000)
    t.equal(assert(process.run({ argv = { "cat" }, input = text })).stdout == text, true)
    t.equal(assert(process.run({ argv = { "true" }, input = text })).status, 0)
    t.equal(assert(process.run({ argv = { "cat" } })).stdout, "")
  end,
  ["the environment and the folder are the caller's choice"] = function(t)
    local options = { env = { A = "1", B = 2 }, directory = "/" }
    local result = assert(sh("printf %s:%s $A $B; pwd", options))
    t.equal(result.stdout, "1:2/\n")
    result = assert(process.run({ argv = { "env" }, env = { X = "y" }, clear_env = true }))
    t.equal(result.stdout, "X=y\n")
  end,
  ["a program that is not there, or not allowed"] = function(t)
    local result, message, code = process.run({ argv = { "revos-no-such-program" } })
    t.equal(result, nil)
    t.equal(message, "revos-no-such-program: No such file or directory")
    t.equal(code, "not_found")
    t.equal(select(3, process.run({ argv = { "/" } })), "denied")
    t.equal(select(3, process.run({ argv = { "true" }, directory = "/no/such" })), "not_found")
    t.match(t.raises(process.run, {}), "argv")
    t.match(t.raises(process.run, { argv = { "a\0b" } }), "NUL")
  end,
  ["limits of time and output hold"] = function(t)
    t.equal(select(3, sh("sleep 10 & sleep 10", { timeout = 0.1 })), "timeout")
    t.equal(select(3, process.run({ argv = { "yes" }, max_output = 100000 })), "limit")
    t.equal(assert(sh("kill -9 $$")).signal, 9)
    t.equal(assert(sh("kill -9 $$")).status, 137)
    t.truthy(assert(sh("while :; do :; done", { cpu = 1 })).status ~= 0)
  end,
  ["whoever is left behind does not keep us waiting"] = function(t)
    t.equal(assert(sh("sleep 5 & echo done")).stdout, "done\n")
  end,
  ["output can be taken in pieces, and refused"] = function(t)
    local got = {}
    local result = assert(sh("echo a; echo b", {
      on_output = function(piece)
        got[#got + 1] = piece
      end,
    }))
    t.equal(table.concat(got), "a\nb\n")
    t.equal(result.stdout, "")
    local _, _, code = process.run({
      argv = { "yes" },
      on_output = function()
        return false
      end,
    })
    t.equal(code, "cancelled")
    t.match(t.raises(process.run, { argv = { "yes" }, on_output = error }), "y\n")
  end,
  ["no descriptor of ours reaches the program"] = function(t)
    local folder = assert(fs.temp_directory())
    local lock = assert(fs.lock(folder .. "/lock"))
    local result = assert(process.run({ argv = { "ls", "/proc/self/fd" } }))
    lock:close()
    fs.remove_tree(folder)
    t.equal(result.stdout, "0\n1\n2\n3\n") -- 3 is the folder that ls reads
  end,
  ["a closed pipe ends the program as usual"] = function(t)
    t.equal(assert(sh("yes | head -1")).stdout, "y\n")
  end,
  ["a program can run beside this one"] = function(t)
    local child = assert(process.start({ argv = { "sh", "-c", "read a; echo $a; sleep 10" },
      input = ("x"):rep(10) .. "\n" }))
    local said = ""
    while said == "" do
      t.equal(child:look(), false)
      said = child:said()
    end
    t.equal(said, "xxxxxxxxxx\n")
    child:signal(15)
    local result
    repeat
      result = child:look()
    until result
    t.equal({ result.signal, result.status }, { 15, 143 })
    child:close()
    t.equal(select(3, process.start({ argv = { "revos-no-such-program" } })), "not_found")
  end,
  ["a program beside this one is held to its limits"] = function(t)
    local child = assert(process.start({ argv = { "sleep", "10" }, timeout = 0.05 }))
    local result, message, code
    repeat
      result, message, code = child:look()
    until result ~= false
    t.equal(result, nil)
    t.equal(code, "timeout", message)
  end,
}
