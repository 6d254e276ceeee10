local embedded = require("host.embedded")
local members = require("revos.members")
local revos = require("revos")

-- Each module behind revos.*, with the name that scripts know it by.
local function each_module(visit)
  for _, entry in ipairs(revos.MODULES) do
    local list = members.list(require(entry[1]))
    for _, member in ipairs(list or { { "", entry[1] } }) do
      visit(entry[1] .. (list and "." .. member[1] or ""), member[2])
    end
  end
end

-- A function has a comment, with every argument by its name, and takes as many as it says.
local function check_function(t, name, member, fn)
  local comment, count = table.concat(member.comment, "\n"), member.sign == ":" and 1 or 0
  t.truthy(comment ~= "", name .. ": no comment")
  for argument in member.arguments:gmatch("[%w_.]+") do
    t.truthy(comment:find("@param " .. argument:gsub("%.", "%%.") .. "%f[^%w_.]"),
      ("%s: no @param %s"):format(name, argument))
    count = count + (argument == "..." and 0 or 1)
  end
  t.equal(debug.getinfo(fn, "u").nparams, count, name)
end

return {
  ["each function that is described is there, and the other way around"] = function(t)
    local total = 0
    each_module(function(name, module)
      local loaded, described = require(module), {}
      for _, member in ipairs(require("scaffold.description").members(module)) do
        local value = member.name and loaded[member.name] or not member.name and loaded
        described[member.name or ""] = true
        t.truthy(value ~= nil, ("%s.%s is not there"):format(name, member.name))
        if member.arguments then
          check_function(t, ("%s.%s"):format(name, member.name), member, value)
          total = total + 1
        end
      end
      for key, value in pairs(type(loaded) == "table" and loaded or {}) do
        t.truthy(type(value) ~= "function" or described[key] or tostring(key):find("^__"),
          ("%s.%s is not described"):format(name, tostring(key)))
      end
    end)
    t.truthy(total > 250, total)
  end,
  ["the descriptions for editors are Lua"] = function(t)
    for _, file in ipairs(require("scaffold.editor").files()) do
      t.truthy(require("host.script").load(file.text, file.path), file.path)
    end
  end,
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
