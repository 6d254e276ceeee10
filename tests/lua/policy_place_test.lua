local place = require("policy.place")
local yaml = require("host.yaml")

local function documents(text)
  local value, doc = yaml.decode(text, "manifest.yaml")
  return { manifest = { value = value, doc = doc, file = "manifest.yaml" } }
end

local TEXT = [[
streams:
  - name: a
    retriever:
      $ref: '#/definitions/r'
definitions:
  r:
    requester:
      path: x
]]

local function at(path)
  local found = place.find(documents(TEXT), path)
  return found.line, found.column
end

return {
  ["a path has names, indexes and quoted keys"] = function(t)
    t.equal(place.parse("streams[0].name"), { "streams", 1, "name" })
    t.equal(place.parse("a['b.c'].d"), { "a", "b.c", "d" })
  end,
  ["a scalar is found at its value"] = function(t)
    t.equal({ at("manifest.streams[0].name") }, { 2, 11 })
    t.equal({ at("streams[0].name") }, { 2, 11 })
  end,
  ["a mapping or list is found at its key"] = function(t)
    t.equal({ at("streams") }, { 1, 1 })
    t.equal({ at("streams[0].retriever") }, { 3, 5 })
  end,
  ["what is missing is found at its parent"] = function(t)
    t.equal({ at("streams[0].retriever.nothing") }, { 3, 5 })
    t.equal({ at("nothing") }, { 1, 1 })
  end,
  ["references are followed"] = function(t)
    t.equal({ at("streams[0].retriever.requester.path") }, { 8, 13 })
  end,
}
