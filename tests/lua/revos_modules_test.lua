local embedded = require("host.embedded")
local members = require("revos.members")
local revos = require("revos")

return {
  ["every member of every module is there, and told about"] = function(t)
    for _, entry in ipairs(revos.MODULES) do
      local module = require(entry[1])
      for _, member in ipairs(members.list(module) or {}) do
        t.equal(type(module[member[1]]) ~= "nil", true, entry[1] .. "." .. member[1])
        t.match(member[3], "%a")
      end
    end
  end,
  ["every file is listed and in docs/commands.md"] = function(t)
    local page = assert(require("host.fs").read("docs/commands.md"))
    local listed = { ["revos.members"] = true, ["revos.init"] = true }
    for _, entry in ipairs(revos.MODULES) do
      listed[entry[1]] = true
      t.match(page, ("| `%s` |"):format(entry[1]):gsub("%p", "%%%0"))
    end
    for _, file in ipairs(embedded.list("lua/revos/")) do
      t.equal(listed[file:match("^lua/(.*)%.lua$"):gsub("/", ".")], true, file)
    end
  end,
  ["a member that is not there is an error"] = function(t)
    local ok, message = pcall(function()
      return require("revos.project").nonsense
    end)
    t.equal(ok, false)
    t.match(message, "revos.project has no member 'nonsense'")
  end,
  ["tables as texts"] = function(t)
    t.equal(require("revos.tables").text({ { "a", 1 }, { "bcd", 22 } }, { "name", "size" }),
      "NAME  SIZE\na     1\nbcd   22\n")
  end,
}
