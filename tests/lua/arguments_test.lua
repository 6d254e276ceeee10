local arguments = require("cli.arguments")
local descriptor = require("cli.descriptor")

local function command(fields)
  fields.summary, fields.run = "A command", function() end
  return descriptor.check(fields, "test.lua")
end

local function parse(declared, words)
  local values = {}
  local ok, message, code, details = arguments.parse(declared, {}, words, 1, values)
  if not ok then
    return nil, message, code, details
  end
  ok, message, code = arguments.complete(values, declared)
  return ok and values or nil, message, code
end

local full = command({
  arguments = { { name = "name" }, { name = "paths", many = true } },
  options = {
    { name = "dry-run", type = "boolean" },
    { name = "limit", type = "integer", short = "n", min = 0 },
    { name = "set", many = true },
    { name = "policies", type = "boolean", default = true, negated = true },
    { name = "format", choices = { "text", "json" }, default = "text" },
  },
})

return {
  ["arguments and options come by name, with defaults"] = function(t)
    local values = parse(full, { "--dry-run", "one", "--limit=3", "a", "b", "--set", "k=v",
      "--set=x" })
    t.equal(values.name, "one")
    t.equal(values.paths, { "a", "b" })
    t.equal(values.dry_run, true)
    t.equal(values.limit, 3)
    t.equal(values.set, { "k=v", "x" })
    t.equal(values.policies, true)
    t.equal(values.format, "text")
  end,
  ["flags that are absent are false, lists are empty"] = function(t)
    local values = parse(full, { "one" })
    t.equal(values.dry_run, false)
    t.equal(values.set, {})
    t.equal(values.paths, {})
    t.equal(values.limit, nil)
  end,
  ["a negated flag switches off"] = function(t)
    t.equal(parse(full, { "one", "--no-policies" }).policies, false)
  end,
  ["a short option takes its value attached or apart"] = function(t)
    t.equal(parse(full, { "one", "-n5" }).limit, 5)
    t.equal(parse(full, { "one", "-n", "6" }).limit, 6)
  end,
  ["after two dashes all words are arguments"] = function(t)
    t.equal(parse(full, { "--", "--dry-run" }).name, "--dry-run")
  end,
  ["mistakes are usage errors"] = function(t)
    local bad = {
      { {}, "NAME is missing" },
      { { "one", "--limit", "many" }, "not a whole number" },
      { { "one", "--limit", "-1" }, "out of range" },
      { { "one", "--limit" }, "needs a value" },
      { { "one", "--set", "--dry-run" }, "needs a value" },
      { { "one", "--dry-run=yes" }, "takes no value" },
      { { "one", "--format", "jso" }, "not one of text, json" },
      { { "one", "--dry" }, "unknown option" },
    }
    for _, case in ipairs(bad) do
      local values, message, code = parse(full, case[1])
      t.equal(values, nil)
      t.equal(code, "usage")
      t.match(message, case[2])
    end
  end,
  ["an unknown option gets the nearest name"] = function(t)
    local _, _, _, details = parse(full, { "one", "--dry-rum" })
    t.equal(details.hint, "did you mean '--dry-run'?")
  end,
  ["a declaration with mistakes is told with its file and field"] = function(t)
    local _, message = descriptor.check({ summary = "s" }, "x.lua")
    t.match(message, "x.lua: the command has no function 'run'")
    _, message = descriptor.check({ summary = "s", run = function() end, options = { {} } },
      "x.lua")
    t.match(message, "x.lua: options%[1%]")
  end,
}
