--- Plays the transcripts of the command line.
---
---     run_lua tests/support/transcripts.lua BUILD_FOLDER FOLDER|FILE...
---
--- A transcript is what a person saw at a terminal:
---
---     # a remark
---     % stand-in tests/data/posts.json      (a made-up API for the whole file)
---     $ revos version
---     revos [..]
---     $ revos nonsense
---     ...
---     ? 2
---
--- "$ " is a command for sh, stderr beside stdout; then what it prints: `[..]`
--- is any text, a line `...` any lines. Lines "> " go on with a command that
--- has a here-document. "? N" is its exit status when not 0.
--- Each file plays in an empty folder with an empty home. The address of the
--- stand-in shows as http://BASE; TRANSCRIPT is the file itself. In a page of
--- documentation (.md) the lines of ```console blocks are played, and those of
--- comments that begin with `<!-- unseen`, which a reader does not see.
local fs = require("host.fs")
local process = require("host.process")
local term = require("host.term")

--- Lines of `text` without the final newline.
local function lines_of(text)
  local lines = {}
  for line in (text:gsub("\n$", "") .. "\n"):gmatch("(.-)\n") do
    lines[#lines + 1] = line
  end
  return text == "" and {} or lines
end

--- The lines of a page that are to be played; the others become remarks.
local function playable(text)
  local lines, inside = {}, false
  for i, line in ipairs(lines_of(text)) do
    if line:find("^```console") or line:find("^<!%-%- unseen") then
      inside = true
      line = ""
    elseif line:find("^```") or line:find("^%-%->") then
      inside = false
    end
    lines[i] = inside and line or "# "
  end
  return table.concat(lines, "\n")
end

local function read_script(file)
  local text = assert(fs.read(file))
  return file:find("%.md$") and playable(text) or text
end

-- Whether the here-document of a command has not ended yet.
local function is_open(command)
  local word = command:match("<<'(%u+)'\n") or command:match("<<'(%u+)'$")
  return word ~= nil and not command:find("\n" .. word .. "$")
end

--- { rules = path|nil, steps = { { command, line, expected, status } } }
local function parse(text)
  local script, inside = { steps = {} }, ""
  for number, line in ipairs(lines_of(text)) do
    local step = script.steps[#script.steps]
    if line:sub(1, 2) == "$ " then
      step = { command = line:sub(3), line = number, expected = {}, status = 0, inside = inside }
      script.steps[#script.steps + 1] = step
      inside = inside .. (line:match("^%$ cd (%S+)$") and "/" .. line:sub(6) or "")
    elseif step and line:sub(1, 1) == ">" and is_open(step.command) then
      step.command = step.command .. "\n" .. line:sub(3)
    elseif line:match("^%% stand%-in ") then
      script.rules = line:match("^%% stand%-in (.+)")
    elseif line:match("^%? %d+$") then
      step.status = math.tointeger(tonumber(line:sub(3)))
    elseif step and line:sub(1, 2) ~= "# " then
      step.expected[#step.expected + 1] = line
    end
  end
  for _, step in ipairs(script.steps) do
    while step.expected[#step.expected] == "" do
      table.remove(step.expected)
    end
  end
  return script
end

local function line_fits(got, wanted)
  local pattern = wanted:gsub("%p", "%%%0"):gsub("%%%[%%%.%%%.%%%]", ".*")
  return got:find("^" .. pattern .. "$") ~= nil
end

--- Whether got[i..] is what wanted[j..] describes.
local function fits(got, wanted, i, j)
  if j > #wanted then
    return i > #got
  end
  if wanted[j] == "..." then
    for start = i, #got + 1 do
      if fits(got, wanted, start, j + 1) then
        return true
      end
    end
    return false
  end
  return i <= #got and line_fits(got[i], wanted[j]) and fits(got, wanted, i + 1, j + 1)
end

local function environment(folder, build, file)
  return {
    TRANSCRIPT = fs.realpath(file),
    PATH = build .. ":/usr/local/bin:/usr/bin:/bin",
    HOME = folder .. "/home",
    LC_ALL = "C.UTF-8",
    STAND_IN_BASE = process.getenv("STAND_IN_BASE"),
    ASAN_OPTIONS = process.getenv("ASAN_OPTIONS"),
    no_proxy = "127.0.0.1",
    CI = "true",
  }
end

--- A step that is only `cd FOLDER` holds for the steps after it.
local function run_step(step, folder, build, file)
  local result = assert(process.run({
    argv = { "sh", "-c", "exec 2>&1; " .. step.command },
    directory = folder .. "/work" .. step.inside,
    env = environment(folder, build, file),
    timeout = 60,
  }))
  local base = process.getenv("STAND_IN_BASE")
  local output = result.stdout
  if base then
    output = output:gsub(base:gsub("%p", "%%%0"), "http://BASE")
  end
  return lines_of(output), result.status
end

local function report(file, step, got, status)
  term.write(("FAILED %s:%d: $ %s\n"):format(file, step.line, step.command))
  for _, line in ipairs(got) do
    term.write("    " .. line .. "\n")
  end
  if status ~= step.status then
    term.write(("    exit status %d, wanted %d\n"):format(status, step.status))
  end
end

--- Plays one file; true when every step went as written.
local function play(file, build)
  local folder = assert(fs.temp_directory("revos-transcript"))
  assert(fs.mkdir(folder .. "/home"))
  assert(fs.mkdir(folder .. "/work"))
  local good = true
  for _, step in ipairs(parse(read_script(file)).steps) do
    local got, status = run_step(step, folder, build, file)
    if status ~= step.status or not fits(got, step.expected, 1, 1) then
      report(file, step, got, status)
      good = false
      break
    end
  end
  fs.remove_tree(folder)
  return good
end

--- Plays a file in a process of its own, beside its stand-in.
local function play_apart(file, build)
  local argv = { build .. "/run_lua", "tests/support/transcripts.lua", build, "--one", file }
  local rules = parse(read_script(file)).rules
  if rules then
    table.move({ build .. "/stand_in", rules, "--" }, 1, 3, 1, table.move(argv, 1, #argv, 4))
  end
  local result = assert(process.run({ argv = argv, timeout = 600 }))
  term.write(result.stdout .. result.stderr)
  return result.status == 0
end

local function files_of(paths)
  local files = {}
  for _, path in ipairs(paths) do
    if path:find("%.transcript$") or path:find("%.md$") then
      files[#files + 1] = path
    else
      for _, name in ipairs(assert(fs.list(path))) do
        if name:find("%.transcript$") then
          files[#files + 1] = path .. "/" .. name
        end
      end
    end
  end
  return files
end

local arguments = ...
local build = assert(fs.realpath(arguments[1]))
if arguments[2] == "--one" then
  local good = play(arguments[3], build)
  term.flush()
  return good and 0 or 1
end
local passed, failed = 0, 0
for _, file in ipairs(files_of({ table.unpack(arguments, 2) })) do
  if play_apart(file, build) then
    passed = passed + 1
  else
    failed = failed + 1
  end
end
term.write(("%d passed, %d failed\n"):format(passed, failed))
term.flush()
return failed == 0 and 0 or 1
