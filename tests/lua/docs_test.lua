local fs = require("host.fs")

return {
  ["docs/README.md lists every page, and no other"] = function(t)
    local index = assert(fs.read("docs/README.md"))
    for _, name in ipairs(assert(fs.list("docs"))) do
      t.truthy(name == "README.md" or index:find("](" .. name .. ")", 1, true), name)
    end
    for name in index:gmatch("%]%(([^)]+)%)") do
      t.truthy(fs.kind("docs/" .. name), name)
    end
  end,

  ["links of the pages lead to files"] = function(t)
    local pages = { "README.md" }
    for _, name in ipairs(assert(fs.list("docs"))) do
      pages[#pages + 1] = "docs/" .. name
    end
    for _, page in ipairs(pages) do
      local folder = page:match("^(.*/)") or ""
      for link in assert(fs.read(page)):gmatch("%]%(([^)#:%s]+)[^)]*%)") do
        t.truthy(fs.kind(folder .. link), page .. ": " .. link)
      end
    end
  end,
}
