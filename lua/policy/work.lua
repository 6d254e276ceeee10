--- The part of policies that runs their code: in the child process, or in revos itself when
--- all policies came with it.
local json = require("host.json")

local work = {}

local function plain(entry)
  return json.new_object({
    { "name", entry.name }, { "kind", entry.kind }, { "file", entry.file },
      { "shown", entry.shown },
    { "declared", json.new_object({
      { "id", entry.declared.id },
      { "summary", entry.declared.summary },
      { "severity", entry.declared.severity },
    }) },
  })
end

local function list_of(items, make)
  local list = json.new_array()
  for i, item in ipairs(items) do
    list[i] = make(item)
  end
  return list
end

local kinds = {}

kinds["policies.find"] = function(request)
  local entries, message, code = require("policy").find_here(request.root)
  if not entries then
    return nil, message, code
  end
  return list_of(entries, plain)
end

kinds["policies.run"] = function(request)
  local findings, message, code = require("policy").run_here(request.root, request.items)
  if not findings then
    return nil, message, code
  end
  return list_of(findings, function(finding)
    return finding
  end)
end

kinds["policies.test"] = function(request)
  local entries, message, code = require("policy").find_here(request.root)
  for _, entry in ipairs(entries or {}) do
    if entry.file == request.file then
      local results, problem, kind = require("policy.test").run(entry)
      if not results and problem then
        return nil, problem, kind
      end
      return list_of(results or {}, function(result)
        return result
      end)
    end
  end
  return nil, message or request.file .. ": no such policy", code or "not_found"
end

--- @param kind string policies.find policies.run or policies.test
--- @param request table root, and items or file
function work.work(kind, request)
  require("policy").about_to_run = function(entry)
    require("util.worker").now(entry.shown)
  end
  return kinds[kind](request)
end

return work
