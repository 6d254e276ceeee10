--- Attempts to get out of the sandbox, or to bring it down.
---
--- Each: { name, code, gives | fails, worlds }. `code` is the body of a function that gets `input`;
--- `gives` is the result as a text, `fails` is part of the error it must end with. `worlds` are the
--- places where it is tried: policy, template, components; all three unless told. OUTSIDE stands
--- for a folder that has a file `secret`, where nothing may appear. `slow` ones work until a limit
--- stops them.

local all = {}

local function gives(name, code, result, worlds)
  all[#all + 1] = { name = name, code = code, gives = result, worlds = worlds }
end

local function fails(name, code, problem, worlds)
  all[#all + 1] = { name = name, code = code, fails = problem, worlds = worlds }
end

local function slow(...)
  fails(...)
  all[#all].slow = true
end

local closed = { "policy", "template" }
local components = { "components" }

-- What is not there. components.lua is told so by an error.
for _, name in ipairs({ "io", "os", "debug", "package", "coroutine", "load", "loadfile", "dofile",
  "loadstring", "collectgarbage", "print", "warn", "arg", "revos" }) do
  gives("no " .. name, ("return %s == nil"):format(name), "true", closed)
  fails("no " .. name .. " in components", "return " .. name, "undeclared variable", components)
end
for _, name in ipairs({ "require", "pcall", "xpcall", "setmetatable", "getmetatable", "rawset",
  "rawget", "rawequal", "rawlen" }) do
  gives("no " .. name, ("return %s == nil"):format(name), "true", closed)
end

-- Files, processes, the network.
fails("read a file", 'return io.open("OUTSIDE/secret"):read("a")', "io")
fails("read a file by dofile", 'return dofile("OUTSIDE/secret")', "dofile")
fails("write a file", 'io.open("OUTSIDE/new", "w"):write("x")', "io")
fails("run a program", 'os.execute("touch OUTSIDE/new")', "os")
fails("open a pipe", 'return io.popen("id"):read("a")', "io")
fails("read the environment", 'return os.getenv("SENTINEL")', "os")
fails("load a C library", 'return package.loadlib("libc.so.6", "system")', "package")
for _, name in ipairs({ "host.fs", "host.process", "host.http", "host.sqlite", "host.script",
  "host.term", "host.clock", "util.worker", "cli.main", "runtime.run", "_G" }) do
  fails("require " .. name, ('return require("%s")'):format(name), "require", closed)
  fails("require " .. name .. " in components", ('return require("%s")'):format(name),
    "is not open to components.lua", components)
end
fails("a module by a path", 'return require("../../etc/passwd")', "not open", components)
fails("a component by a path", 'return require("runtime.components.../fs")', "not open", components)

-- Ways back to what was taken away.
gives("_G is the sandbox", "return _G.io == nil and _G._G == _G", "true", closed)
gives("_ENV is the sandbox", "return _ENV == _G and _ENV.os == nil", "true", closed)
gives("string.dump through a text", 'return ("").dump == nil and string.dump == nil', "true")
fails("change the methods of texts", 'getmetatable("").__index = {} return ("x"):rep(2)',
  "nil value", components)
gives("the metatable of texts", 'return getmetatable("") == nil', "true", components)
gives("own library only", "string.rep = nil table.concat = nil return ('ab'):rep(2)", "abab")
fails("a metatable of the input", "setmetatable(input, {})", "setmetatable", closed)
fails("a finalizer", "setmetatable({}, { __gc = function() end })", "__gc", components)
fails("a metatable of revos", 'setmetatable(require("host.json").new_object(), {})',
  "belongs to revos", components)
gives("a module is a copy", 'require("host.json").encode = nil return require("host.json").decode '
  .. "~= nil", "true", components)
fails("a changed environment", "_ENV = nil return io", "_ENV")
gives("an upvalue of a helper", "return type(walk) .. type(each)", "functionfunction", { "policy" })
fails("bytecode as a text", 'return load("\\27Lua")', "load")
gives("goto and to-be-closed values", "do local x <close> = nil end goto done ::done:: return 1",
  "1")

-- Nothing tells one run from another.
gives("no random numbers", "return math.random == nil and math.randomseed == nil", "true")
gives("no address of a table", "return tostring({}) .. tostring(tostring)", "tablefunction")
gives("no address by %s", 'return ("%s"):format({})', "table")
fails("no address by %p", 'return ("%p"):format({})', "%p")
fails("no address by %5p", 'return string.format("%-5p", {})', "%p")
gives("no address of what revos gives", [[
  local all = { build, build.config, require("host.json").null, require("host.json").new_array(),
    build:component({ type = "JsonDecoder" }), require("runtime.failure").new({ message = "m" }) }
  local texts = {}
  for i, value in ipairs(all) do texts[i] = tostring(value) end
  return (table.concat(texts, " "):find("0x"))]], "nil", components)
gives("no address of a name of its own",
  'return tostring(setmetatable({}, { __name = "mine" })) == "table"', "true", components)
gives("no address in errors", [[
  local _, one = pcall(function() return {} .. {} end)
  local _, two = pcall(function() return #print_nothing end)
  local _, three = pcall(string.rep, {})
  return ((one .. two .. three):find("0x"))]], "nil", components)
fails("an address as a key", 'return require("host.json").encode({ [{}] = 1 })',
  "a key of an object is a table", components)
gives("no clock in a module", [[
  for _, name in ipairs({ "host.hash", "host.json", "host.regex", "host.xml", "runtime.failure",
    "runtime.http.response", "runtime.interpolation.values", "runtime.streams.slice",
    "runtime.time.datetime", "runtime.values.dpath", "runtime.scheduler" }) do
    for key in pairs(require(name)) do
      if key:find("now") or key:find("clock") or key:find("monotonic") then return key end
    end
  end
  return "none"]], "none", components)
gives("no random numbers in a module", [[
  local hash = require("host.hash")
  return hash.random == nil and hash.uuid == nil and hash.seal == nil]], "true", components)
fails("a signature with chance in it", 'return require("host.hash").sign_jwt("ES256", "k", "t")',
  "HS or RS", components)
gives("one order of pairs", [[
  local t = { zeta = 1, alpha = 2, [3] = 3, mid = 4, [1] = 5 }
  local keys = {}
  for key in pairs(t) do keys[#keys + 1] = tostring(key) end
  return table.concat(keys, " ")]], "1 3 alpha mid zeta")
gives("one order of next", "local t = { b = 1, a = 2 } return next(t) .. next(t, 'a')", "ab")
fails("tables as keys have no order", "for _ in pairs({ [{}] = 1, [{}] = 2 }) do end", "no order")
gives("one order with a metatable", [[
  local keys = {}
  for key in pairs(setmetatable({ c = 1, a = 2, b = 3 }, { __index = {} })) do
    keys[#keys + 1] = key
  end
  return table.concat(keys)]], "abc", components)
gives("pairs of one's own", [[
  local own = setmetatable({}, { __pairs = function() return next, { x = 1 }, nil end })
  for key in pairs(own) do return key end]], "x", components)
gives("a stable sort", [[
  local list = {}
  for i = 1, 500 do list[i] = { i % 2, i } end
  table.sort(list, function(a, b) return a[1] < b[1] end)
  for i = 2, 250 do if list[i][2] < list[i - 1][2] then return false end end
  return true]], "true")
gives("a sort with a comparison that lies", [[
  local list, asked = {}, 0
  for i = 1, 300 do list[i] = i end
  table.sort(list, function() asked = asked + 1 return asked % 3 == 0 end)
  local sum = 0
  for _, n in ipairs(list) do sum = sum + n end
  return sum]], "45150")

-- What revos shares with components.lua.
gives("a field of a built-in", [[
  local fields = require("runtime.components.DpathExtractor").fields
  fields[1].required, fields[1].type, fields[2] = false, "integer", { name = "more" }
  local ok = pcall(build.component, build, { type = "DpathExtractor" })
  local fine = pcall(build.component, build, { type = "DpathExtractor", field_path = { "a" } })
  return fine]], "true", components)
gives("a built-in that is replaced", [[
  require("runtime.components.JsonDecoder").build = function() error("mine") end
  return pcall(build.component, build, { type = "JsonDecoder" })]], "true", components)
gives("rawset on a module", [[
  rawset(require("runtime.failure"), "new", 1)
  rawset(require("host.json"), "encode", function() return "mine" end)
  return pcall(build.value, build, {}, "x")]], "true", components)
gives("the metatable of a failure", [[
  local _, err = pcall(require("runtime.failure").raise, { message = "m" })
  return getmetatable(err)]], "nil", components)
fails("another metatable for a failure", [[
  local _, err = pcall(require("runtime.failure").raise, { message = "m" })
  setmetatable(err, {})]], "belongs to revos", components)
gives("the class of an object", [[
  return build:component({ type = "DpathExtractor", field_path = { "a" } }).__index]], "nil",
  components)
gives("what collects a value of C", [[
  local found = require("host.regex").compile("a")
  return tostring(found.__gc) .. tostring(found.__index)]], "nilnil", components)
fails("another metatable for the context", "setmetatable(build, {})", "belongs to revos",
  components)
fails("a member of the context", "build.run = {}", "cannot be changed", components)
gives("the run behind the context", [[
  rawset(build, "config", nil)
  return build.run == nil and build.messages == nil and build.manifest == nil]], "true",
  components)
fails("another context", 'require("runtime.components.JsonDecoder").build({}, {})',
  "the context it was given", components)
fails("a level that LOG has not", 'build:log("LOUD", "x")', "the level is", components)

-- Bombs.
slow("an endless loop", "while true do end", "runs for too long")
slow("an endless loop of calls", "local function f() return f() end return f()", "too long")
slow("an endless repeat of goto", "::again:: goto again", "too long")
slow("a loop that catches the kill", "while true do pcall(function() while true do end end) end",
  "too long", components)
slow("a kill that is caught by xpcall", "while true do xpcall(function() while true do end end, "
  .. "function() while true do end end) end", "too long", components)
fails("deep recursion", "local function f(n) return 1 + f(n + 1) end return f(1)", "overflow")
fails("deep recursion through gsub", [[
  local function f(s) return (s:gsub(".", f)) end return f("x")]], "overflow")
fails("deep recursion through sort", [[
  local function f(a, b) table.sort({ 3, 2, 1 }, f) return true end return f()]], "overflow")
slow("a text that doubles", 'local s = "x" while true do s = s .. s end', "stopped")
fails("string.rep without end", 'return #("x"):rep(1 << 40)', "too long")
fails("string.rep with a separator", 'return #("x"):rep(1 << 30, ("y"):rep(1000))', "too long")
slow("string.rep of texts that are kept", "local t = {} for i = 1, 1 << 40 do t[i] = "
  .. '("x"):rep(1 << 20) .. i end', "stopped")
slow("a huge table", "local t = {} for i = 1, 1 << 40 do t[i] = { i } end", "stopped")
slow("a table of tables of tables", "local t = {} while true do t = { t, t, {}, {}, {} } end",
  "stopped")
slow("a concat of many", "local t = {} for i = 1, 1 << 24 do t[i] = ('x'):rep(100) end "
  .. "return #table.concat(t)", "")
fails("unpack of many", "return select('#', table.unpack({}, 1, 1 << 30))", "too many results")
fails("move of many", "table.move({ 1 }, 1, 1 << 40, 2) return 1", "too many elements")
fails("a format that is too wide", "return ('%1000d'):format(1)", "invalid conversion")
slow("a pattern of patterns", 'return ("a"):rep(50000):find(("a-"):rep(20) .. "b")',
  "pattern takes too long")
slow("a pattern in a library", 'return string.gsub(("a"):rep(50000), ("a*"):rep(9) .. "b", "")',
  "pattern takes too long")
slow("a gmatch of patterns", 'for _ in ("a"):rep(50000):gmatch(".-.-.-.-b") do end return 1',
  "pattern takes too long")
slow("patterns one after the other", 'while true do ("a"):rep(1000):find(".-.-b") end', "too long")
slow("a close that loops", "do local x <close> = setmetatable({}, { __close = function() "
  .. "while true do end end }) end", "too long", components)
slow("an insert that moves without end", [[
  table.insert(setmetatable({}, { __len = function() return 1 << 60 end }), 1, 1)]], "too long",
  components)
slow("comparisons of giants", [[
  local a, b = ("x"):rep(60000000), ("x"):rep(60000000)
  while true do local _ = a <= b end]], "too long", components)
slow("a component whose index loops", [[
  OBJECT = setmetatable({}, { __index = function() while true do end end })]], "too long",
  components)
slow("a component whose index catches its end", [[
  OBJECT = setmetatable({}, { __index = function()
    while true do pcall(function() while true do end end) end end })]], "too long", components)
fails("a concat of one giant many times", [[
  local t, giant = {}, ("x"):rep(60000000)
  for i = 1, 1000 do t[i] = giant end
  return #table.concat(t)]], "stopped", components)
fails("deep recursion through metamethods", [[
  local t = {}
  setmetatable(t, { __index = function(_, k) return t[k .. "x"] end })
  return t.a]], "overflow", components)
fails("deep recursion through tostring", [[
  local t = setmetatable({}, {})
  getmetatable(t).__tostring = function() return tostring(t) end
  return tostring(t)]], "overflow", components)
slow("a loop that catches the end of memory", [[
  local kept = {}
  while true do pcall(function() kept[#kept + 1] = ("x"):rep(1 << 24) .. #kept end) end]],
  "stopped", components)
fails("a sleep without end", 'require("runtime.scheduler").sleep(1 << 40)', "sleeps for too long",
  components)
slow("a generator that loops", [[
  for _ in require("runtime.scheduler").generator(function() while true do end end) do end]],
  "too long", components)
fails("a nest of JSON", [[
  local t = {}
  for _ = 1, 1000000 do t = { t } end
  return #require("host.json").encode(t)]], "", components)
fails("a pattern of a library that goes back", [[
  local regex = require("host.regex")
  local found = regex.compile("(a+)+$")
  return found:find(("a"):rep(50) .. "b")]], "", components)
fails("an error without a text", "error({})", "")
fails("an error that is nil", "error(nil)", "")
fails("an error that cannot be shown", "error(setmetatable({}, { __tostring = function() "
  .. "error('again') end }))", "")
fails("an error of a megabyte", "error(('x'):rep(1 << 20))", "")
fails("a comparison of different kinds", "return {} < 1", "attempt to compare")

-- A policy that floods or lies.
slow("findings without end", 'while true do report("", tostring(input)) report("", "m") end',
  "too long", { "policy" })
fails("different findings without end", 'for i = 1, 1 << 40 do report("streams", i) end',
  "more than 1000 findings", { "policy" })
gives("a finding of a megabyte is cut", 'report("version", ("x"):rep(1 << 20)) return "done"',
  "done", { "policy" })
gives("a path that is a bomb", 'report(("streams[0]."):rep(100000), "m") return "done"', "done",
  { "policy" })
gives("a finding that is no text", 'report({}, {}, {}) report(nil, 1, true) return "done"', "done",
  { "policy" })
gives("secrets are not in the input", "return input.config == nil and input.secrets == nil", "true",
  { "policy" })
gives("names of files only", [[
  for _, name in ipairs(input.files) do if name:find("secrets") then return name end end
  return "none"]], "none", { "policy" })
gives("a change stays with its policy", "input.manifest.version = 'x' "
  .. "return input.manifest.version", "x", { "policy" })

-- A template that leaves its folder.
for _, path in ipairs({ "../out", "/OUTSIDE/new", "a/../../out", "a\\\\b", "con", ".git/hooks/x",
  "a\\0b" }) do
  fails("the path " .. path, ('FILES = { { path = "%s", content = "x" } }'):format(path),
    "no path inside", { "template" })
end
fails("a file of another folder", 'FILES = { { path = "x", from = "../../../revos.yaml" } }',
  "no file of the template", { "template" })

return all
