--- Makes every attempt of attempts.lua in every world it is meant for.
---
---     run_lua tests/sandbox/run.lua BUILD_FOLDER [PART OF A NAME]
---
--- Those that are not slow are made once more without seccomp and Landlock. With sanitizers, slow
--- ones are made in one world only.
---
--- Two processes share the attempts; each gets a third argument, 1 or 2.
---
--- An attempt comes back with what it should; nothing of the environment or of files is told, and
--- nothing is written, whatever it does.
local fs = require("host.fs")
local process = require("host.process")
local script = require("host.script")
local term = require("host.term")

local SENTINEL = "sentinel-6c1d0f"
local LIMIT = 600 -- seconds

local MANIFEST = [[
version: 6.0.0
type: DeclarativeSource
check: { type: CheckStream, stream_names: [a] }
streams:
  - type: DeclarativeStream
    name: a
    primary_key: id
    retriever:
      type: SimpleRetriever
      requester: { type: HttpRequester, url_base: "http://127.0.0.1:9", path: x }
      record_selector:
        type: RecordSelector
        extractor: { type: DpathExtractor, field_path: [] }
    schema_loader: SCHEMA
]]
local SPEC = "spec: { type: Spec, connection_specification: { type: object, properties: {} } }\n"
local INLINE = "{ type: InlineSchemaLoader, schema: { type: object, properties: { id: {} } } }"
local CUSTOM = "{ type: CustomSchemaLoader, class_name: source_x.components.Attempt }"
local CONNECTOR = "apiVersion: revos/v1\nkind: Connector\nmetadata: { name: %s }\n"
  .. "spec: { name: %s, type: declarative }\n"

local function manifest(schema)
  return (MANIFEST:gsub("SCHEMA", schema)) .. SPEC
end

local function write(path, text)
  assert(fs.mkdir(path:match("^(.*)/"), { parents = true }))
  assert(fs.write(path, text))
end

local worlds = {}

--- The policy reports what the attempt gives.
function worlds.policy(work, code)
  write(work .. "/policies/attempt.lua", [[
return { id = "attempt", summary = "s", severity = "info", check = function(input, report)
  local function attempt(input)
]] .. code .. "\nend report('check', 'gives: ' .. tostring(attempt(input))) end }\n")
  return { "policy", "run" }
end

--- The template makes a file of it.
function worlds.template(work, code)
  write(work .. "/templates/attempt/template.lua", [[
return { summary = "s", version = "1", files = function(input)
  local function attempt(input)
]] .. code .. "\nend local text = 'gives: ' .. tostring(attempt(input))\n"
    .. "local files = FILES or {} files[#files + 1] = { path = 'connector.yaml', content = "
    .. "'# ' .. text .. '\\n' .. " .. ("%q"):format(CONNECTOR:format("new", "new"))
    .. " } return files end }\n")
  return { "connectors", "new", "new", "--template", "attempt", "--dry-run" }
end

--- The component's schema holds it; OBJECT takes the place of the component.
function worlds.components(work, code)
  write(work .. "/components.lua", [[
return { Attempt = { build = function(node, build)
  local function attempt(input)
]] .. code .. "\nend local text = 'gives: ' .. tostring(attempt({}))\n"
    .. "return rawget(_G, 'OBJECT') or "
    .. "{ schema = function() return { type = 'object', title = text } end } end } }\n")
  write(work .. "/custom.yaml", manifest(CUSTOM))
  write(work .. "/config.json", "{}")
  return { "protocol", "discover", "--manifest-path", "custom.yaml", "--config", "config.json" }
end

local function prepare(root)
  write(root .. "/work/revos.yaml",
    "apiVersion: revos/v1\nkind: Project\nmetadata: { name: attempts }\n")
  write(root .. "/work/connectors/a/connector.yaml", CONNECTOR:format("a", "A"))
  write(root .. "/work/connectors/a/manifest.yaml", manifest(INLINE))
  write(root .. "/work/connectors/a/secrets/config.json", ('{"k":"%s"}'):format(SENTINEL))
  write(root .. "/outside/secret", SENTINEL)
end

-- `bare`: as on a kernel without seccomp and Landlock.
local function run(build, root, words, bare)
  local argv = { build .. "/revos", table.unpack(words) }
  return process.run({
    argv = argv, directory = root .. "/work", timeout = LIMIT, clear_env = true,
    env = { SENTINEL = SENTINEL, HOME = root .. "/home", PATH = "/usr/bin:/bin",
      ASAN_OPTIONS = process.getenv("ASAN_OPTIONS"), CI = "true",
      REVOS_TEST_NO_SECCOMP = bare, REVOS_TEST_NO_LANDLOCK = bare },
  })
end

-- Everything below a folder, as one text.
local function listing(folder)
  local names = fs.list(folder) or {}
  table.sort(names)
  for i, name in ipairs(names) do
    local path = folder .. "/" .. name
    names[i] = name .. (fs.kind(path) == "directory" and "(" .. listing(path) .. ")" or "")
  end
  return table.concat(names, " ")
end

local function wrong(attempt, world, result)
  local said = result.stdout .. result.stderr
  if said:find(SENTINEL, 1, true) then
    return "it tells a secret"
  elseif attempt.gives then
    return not said:find("gives: " .. attempt.gives, 1, true) and "it does not give '"
      .. attempt.gives .. "'" or nil
  elseif result.status == 0 or result.status >= 70 or result.signal then
    return "its status is " .. result.status
  elseif not said:find(attempt.fails, 1, true) then
    return "it does not end with '" .. attempt.fails .. "'"
  end
  local named = world == "components" and "components.lua" or "attempt"
  return not said:find(named, 1, true) and "the error does not name " .. named or nil
end

local function try(build, world, attempt, bare)
  local root = assert(fs.temp_directory("revos-attempt"))
  prepare(root)
  local words = worlds[world](root .. "/work", (attempt.code:gsub("OUTSIDE", root .. "/outside")))
  local before = listing(root)
  local result, message = run(build, root, words, bare)
  local problem = not result and message or wrong(attempt, world, result)
  if not problem and listing(root) ~= before then
    problem = "it wrote something: " .. listing(root)
  end
  fs.remove_tree(root)
  return problem, result
end

local function show(world, attempt, problem, result)
  term.write(("FAILED %s: %s: %s\n%s%s"):format(world, attempt.name, problem,
    result and result.stdout:sub(1, 500) or "", result and result.stderr:sub(1, 500) or ""))
end

-- How often an attempt passed and failed in a world.
local function make(build, world, attempt)
  local passed, failed = 0, 0
  for _, bare in ipairs(attempt.slow and { false } or { false, "1" }) do
    local problem, result = try(build, world, attempt, bare or nil)
    passed, failed = passed + (problem and 0 or 1), failed + (problem and 1 or 0)
    if problem then
      show(world, attempt, bare and problem .. " (without seccomp and Landlock)" or problem, result)
    end
  end
  return passed, failed
end

local function run_share(build, part, share)
  local attempts = assert(script.load(assert(fs.read("tests/sandbox/attempts.lua")),
    "tests/sandbox/attempts.lua"))()
  local is_slow = build:find("sanitized", 1, true) ~= nil
  local passed, failed = 0, 0
  for number, attempt in ipairs(attempts) do
    local is_mine = number % 2 == share % 2 and attempt.name:find(part, 1, true)
    for i, world in ipairs(attempt.worlds or { "policy", "template", "components" }) do
      if is_mine and not (is_slow and attempt.slow and i > 1) then
        local p, f = make(build, world, attempt)
        passed, failed = passed + p, failed + f
      end
    end
  end
  return passed, failed
end

-- Both shares at once, added up.
local function run_both(build, part)
  local both = 'for share in 1 2; do "$0"/run_lua tests/sandbox/run.lua "$0" "$1" $share & done; '
    .. "wait"
  local result = assert(process.run({ argv = { "sh", "-c", both, build, part } }))
  local passed, failed, seen = 0, 0, 0
  local text = (result.stdout .. result.stderr):gsub("(%d+) passed, (%d+) failed\n", function(p, f)
    passed, failed, seen = passed + tonumber(p), failed + tonumber(f), seen + 1
    return ""
  end)
  term.write(text)
  return passed, failed + (2 - seen)
end

local arguments = ...
local build, part = assert(fs.realpath(arguments[1])), arguments[2] or ""
local share = tonumber(arguments[3])
local passed, failed
if share then
  passed, failed = run_share(build, part, share)
else
  passed, failed = run_both(build, part)
end
term.write(("%d passed, %d failed\n"):format(passed, failed))
term.flush()
return failed == 0 and 0 or 1
