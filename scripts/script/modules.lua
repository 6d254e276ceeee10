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

return {
  summary = "List the modules that a script may require beside host.*",
  arguments = {
    { name = "name", optional = true, doc = "one module, such as revos.project" },
  },
  examples = { "revos script modules", "revos script modules revos.project" },
  run = function(ctx)
    local revos = require("revos")
    local rows = rows_of(ctx.args.name)
    if #rows == 0 then
      local names = {}
      for i, entry in ipairs(revos.MODULES) do
        names[i] = entry[1]
      end
      return nil, ("there is no module '%s'"):format(ctx.args.name), "not_found",
        { hint = require("revos.text").suggest.hint(ctx.args.name, names) }
    elseif ctx.args.json then
      ctx.out:json({ version = revos.VERSION, modules = rows })
    else
      ctx.out:table(rows, { "name", "summary" })
    end
    return true
  end,
}
