local function rows_of(wanted)
  local json = require("host.json")
  local members = require("revos.members")
  local rows = json.new_array()
  for _, entry in ipairs(require("revos").MODULES) do
    local name, doc = entry[1], entry[2]
    if wanted == nil or wanted == name then
      rows[#rows + 1] = json.new_object({ { "name", name }, { "summary", doc } })
      for _, member in ipairs(members.list(require(name)) or {}) do
        rows[#rows + 1] = json.new_object({
          { "name", name .. "." .. member[1] },
          { "summary", member[3] },
        })
      end
    end
  end
  return rows
end

-- The functions of one module, each with its comment.
local function describe(ctx, name, module)
  local json = require("host.json")
  local list = json.new_array()
  local path = name:gsub("^revos%.", "")
  for i, one in ipairs(require("revos.commands").description.functions(module, path)) do
    local comment = {}
    for k, line in ipairs(one.comment) do
      comment[k] = line:gsub("^%-%-%- ?", "")
    end
    list[i] = json.new_object({ { "signature", one.signature },
      { "comment", table.concat(comment, "\n") } })
  end
  if ctx.args.json then
    ctx.out:json(json.new_object({ { "name", name }, { "functions", list } }))
    return true
  end
  for i, one in ipairs(list) do
    ctx.out:line("%s%s", i > 1 and "\n" or "", ctx.out:style("bold", one.signature))
    for line in one.comment:gmatch("[^\n]+") do
      ctx.out:line("    %s", line)
    end
  end
  return true
end

return {
  summary = "Tell what a script may require beside host.*",
  description = "Without a name: the modules and their members. With that of a member, such as\n"
    .. "revos.project.slug, its functions with their arguments and results.",
  arguments = {
    { name = "name", optional = true, doc = "a module such as revos.project, or a member of one" },
  },
  examples = { "revos script modules", "revos script modules revos.project",
    "revos script modules revos.project.slug" },
  run = function(ctx)
    local revos = require("revos")
    local name, rows = ctx.args.name, rows_of(ctx.args.name)
    local module = name and (require("revos.commands").description.module_of(name)
      or #rows == 1 and name)
    if module then
      return describe(ctx, name, module)
    elseif #rows == 0 then
      local names = {}
      for i, row in ipairs(rows_of()) do
        names[i] = row.name
      end
      return nil, ("there is no module '%s'"):format(name), "not_found",
        { hint = require("revos.text").suggest.hint(name, names) }
    elseif ctx.args.json then
      ctx.out:json({ version = revos.VERSION, modules = rows })
    else
      ctx.out:table(rows, { "name", "summary" })
    end
    return true
  end,
}
