--- References and $parameters that make more than they may.
local manifests = require("runtime.manifest")
local yaml = require("host.yaml")

local function load(text)
  local value, doc = assert(yaml.decode(text, "m.yaml"))
  return manifests.load({ value = value, doc = doc, name = "m.yaml" })
end

-- Lines made of numbers; `last` first with `step` -1.
local function lines(first, last, step, format)
  local list = {}
  for number = first, last, step do
    list[#list + 1] = format:gsub("N", number):gsub("M", number + 1)
  end
  return table.concat(list)
end

return {
  ["references that make much of little are refused, in whatever order"] = function(t)
    for _, order in ipairs({ { 1, 40, 1 }, { 40, 1, -1 } }) do
      local text = lines(order[1], order[2], order[3], "dN: ['#/dM', '#/dM']\n") .. "d41: {x: 1}\n"
      local err = t.raises(load, text)
      t.equal(err.message, "References make more than 1000000 nodes")
      t.truthy(err.node and err.field)
    end
  end,
  ["references that lead too deep are refused, in whatever order"] = function(t)
    for _, order in ipairs({ { 1, 1500, 1 }, { 1500, 1, -1 } }) do
      local text = lines(order[1], order[2], order[3], "dN: {x: '#/dM'}\n") .. "d1501: 1\n"
      t.equal(t.raises(load, text).message, "References lead more than 800 levels deep")
    end
    t.equal(t.raises(load, lines(1, 20000, 1, "dN: '#/dM'\n") .. "d20001: 1\n").message,
      "References lead more than 800 levels deep")
    t.equal(load(lines(1, 700, 1, "dN: '#/dM'\n") .. "d701: 1\n").root.d1, 1)
  end,
  ["parameters that fill each other are refused"] = function(t)
    local text = "streams:\n- type: DeclarativeStream\n  $parameters:\n"
      .. lines(1, 12, 1, "    pN: {type: HttpRequester}\n")
    local err = t.raises(load, text)
    t.equal(err.message, "$parameters fill more than 500000 fields")
  end,
}
