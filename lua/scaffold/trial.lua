--- A connector tried in a world of its own: an empty project with the policies of this one, no
--- network, a clock that stands.
local fs = require("host.fs")
local json = require("host.json")

local trial = {}

local function copy(from, to)
  for _, name in ipairs(fs.list(from) or {}) do
    local path = from .. "/" .. name
    if fs.kind(path) == "directory" then
      copy(path, to .. "/" .. name)
    elseif fs.kind(path) == "file" then
      require("revos.testing").file(to .. "/" .. name, assert(fs.read(path)))
    end
  end
end

-- The policies of the project count, as they will for the connectors that the template makes.
local function lay_out(root, slug, files)
  local testing = require("revos.testing")
  if root then
    testing.file("revos.yaml", assert(fs.read(root .. "/revos.yaml")))
    copy(root .. "/policies", "policies")
  else
    testing.project()
  end
  for _, file in ipairs(files) do
    testing.file(("connectors/%s/%s"):format(slug, file.path), file.text)
  end
end

-- Answers of the case over those that the template put into the config.
local function add_config(slug, given)
  local path = ("connectors/%s/secrets/config.json"):format(slug)
  local config = json.decode(fs.read(path) or "{}") or json.new_object()
  for name, value in pairs(given or {}) do
    config[name] = value
  end
  require("revos.testing").file(path, json.encode(config))
end

local function must(command)
  local result = require("revos.testing").run(command)
  if result.status ~= 0 then
    local said = (result.stdout .. result.stderr):gsub("%s+$", ""):gsub("\n", "\n    ")
    error(("revos %s: exit status %d\n    %s"):format(command, result.status, said), 0)
  end
  return result.stdout
end

local function work(slug, case, files, root)
  lay_out(root, slug, files)
  must("lint --strict " .. slug)
  must("fmt --check " .. slug)
  if case.clock then
    require("revos.testing").clock(case.clock)
  end
  for _, fake in ipairs(case.http or {}) do
    require("revos.testing").http(fake)
  end
  if case.http then
    add_config(slug, case.config)
    must("connectors check " .. slug)
  end
  if case.records then
    local said = must("connectors read --raw " .. slug)
    local count = select(2, said:gsub('"type":"RECORD"', ""))
    if count ~= case.records then
      error(("%d records are read, %d expected"):format(count, case.records), 0)
    end
  end
end

--- What is wrong with a connector; nil when nothing is.
---@param slug string
---@param case table http, config, clock, records of a case
---@param files table[] { path, text } of the connector
---@param root string|nil the project's folder
---@return string|nil problem
function trial.problem(slug, case, files, root)
  local world = require("testing.world")
  local entered, message = world.enter()
  if not entered then
    return message
  end
  local ok, problem = pcall(work, slug, case, files, root)
  local problems = world.leave()
  if ok then
    return problems[1] and table.concat(problems, "; ") or nil
  end
  return tostring(problem)
end

return trial
