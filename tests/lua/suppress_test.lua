local fs = require("host.fs")
local suppress = require("project.lint.suppress")

local FILE = "connectors/a/manifest.yaml"

local function finding(more)
  local one = { rule = "https-only", file = FILE, line = 2, message = "m",
    path = "manifest.definitions.r.url" }
  for key, value in pairs(more or {}) do
    one[key] = value
  end
  return one
end

--- What stays of findings in a project with this manifest and these exceptions.
local function left(manifest, exceptions, findings)
  local root = assert(fs.temp_directory("revos-suppress"))
  assert(fs.mkdir(root .. "/connectors/a", { parents = true }))
  assert(fs.write(root .. "/" .. FILE, manifest))
  assert(fs.write(root .. "/revos.yaml", exceptions
    and "spec:\n  policies:\n    exceptions:\n" .. exceptions or "spec: {}\n"))
  local kept, count = suppress.apply(root, findings)
  fs.remove_tree(root)
  return kept, count
end

local function is_silent(line, rule)
  local exception = suppress.comment(line)
  return exception ~= nil and (next(exception.rules) == nil or exception.rules[rule] == true)
end

return {
  ["a comment names rules, a day and a reason"] = function(t)
    local made = suppress.comment("x: 1 # revos: ignore a-b, c until 2027-01-31: the vendor")
    t.equal(made, { rules = { ["a-b"] = true, c = true }, expires = "2027-01-31" })
    t.equal(suppress.comment("# revos: ignore a: until later").expires, nil)
    t.truthy(is_silent("# revos: ignore", "x"))
    t.truthy(is_silent("# revos: ignore x", "x"))
    t.equal(is_silent("# revos: ignore xy", "x"), false)
    t.equal(is_silent("# revos: ignored", "x"), false)
  end,
  ["a comment with a day that is none silences nothing"] = function(t)
    local made, problem = suppress.comment("# revos: ignore a until soon")
    t.equal(made, nil)
    t.match(problem, "wants a day")
    t.equal((suppress.comment("# revos: ignore until")), nil)
  end,
  ["a comment is on the line or on the one before"] = function(t)
    local _, count = left("# revos: ignore https-only\nurl: x\n", nil, { finding() })
    t.equal(count, 1)
    _, count = left("a: 1 # revos: ignore https-only\nurl: x\n", nil, { finding() })
    t.equal(count, 0)
  end,
  ["a comment whose day is over brings the finding back, with a word"] = function(t)
    local kept, count = left("a: 1\nurl: x # revos: ignore https-only until 2020-01-31\n", nil,
      { finding() })
    t.equal(count, 0)
    t.equal(kept[1].message, "m (the exception of the comment ended on 2020-01-31)")
  end,
  ["revos.yaml names rule, path and node"] = function(t)
    local function exception(more)
      return "      - { rule: https-only, reason: r, expires: never" .. (more or "") .. " }\n"
    end
    local function silenced(more)
      return select(2, left("", exception(more), { finding() }))
    end
    t.equal(silenced(), 1)
    t.equal(silenced(", path: connectors/a"), 1)
    t.equal(silenced(", path: connectors/*/manifest.yaml"), 1)
    t.equal(silenced(", path: connectors/ab"), 0)
    t.equal(silenced(", node: definitions.r"), 1)
    t.equal(silenced(", node: manifest.definitions"), 1)
    t.equal(silenced(", node: manifest.def"), 0)
  end,
  ["an exception of revos.yaml ends"] = function(t)
    local list = "      - { rule: https-only, reason: r, expires: 2020-02-01 }\n"
    local kept, count = left("", list, { finding() })
    t.equal(count, 0)
    t.match(kept[1].message, "revos.yaml:4 ended on")
    local far = "      - { rule: https-only, reason: r, expires: 2999-02-01 }\n"
    t.equal(select(2, left("", far, { finding() })), 1)
  end,
  ["one exception that still counts is enough"] = function(t)
    local list = "      - { rule: https-only, reason: r, expires: 2020-02-01 }\n"
      .. "      - { rule: https-only, reason: r, expires: 2999-02-01 }\n"
    t.equal(select(2, left("", list, { finding() })), 1)
  end,
  ["a policy that failed is not silenced"] = function(t)
    local list = "      - { rule: policy, reason: r, expires: never }\n"
    t.equal(select(2, left("", list, { finding({ rule = "policy", failure = "f" }) })), 0)
  end,
}
