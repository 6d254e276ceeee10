local json = require("host.json")
local yaml = require("host.yaml")
local edit = require("util.yaml.edit")

local CONNECTOR = [[
# a comment at the top
apiVersion: revos/v1
kind: Connector
metadata:
  name: my-source # the folder's name
  annotations:   # kept
    a: "1"
spec:
  name: 'My Source'   # shown
  type: declarative
]]

local function merged(t, text, change)
  local value = yaml.decode(text, "t")
  change(value)
  local result, coarse = edit.merge(text, value)
  t.truthy(result, tostring(coarse))
  t.equal(coarse, false)
  return result
end

local MANIFEST = [[
version: "4.5.0"
type: DeclarativeSource

# what is checked
check: {type: CheckStream, stream_names: [users]}   # one line

streams:
  # the first
  - type: DeclarativeStream
    name: users   # people
    primary_key: id
    retriever:
      path: /users
      description: |
        two
        lines
      record_selector:
        - a
        - b

  - type: DeclarativeStream
    name: orders
# the end
]]

return {
  ["what is no mapping takes no key"] = function(t)
    local text, message, code = require("util.yaml.edit").set("x", { "a" }, 1)
    t.equal({ text or "none", message, code }, { "none", "text:1:1: is no mapping", "syntax" })
  end,
  ["an id goes behind the name, and nothing else changes"] = function(t)
    local text = edit.set(CONNECTOR, { "metadata", "id" }, "abc-1", "name")
    t.equal(text, (CONNECTOR:gsub("(name: my%-source[^\n]*\n)", "%1  id: abc-1\n")))
  end,
  ["taking the id out removes its whole line"] = function(t)
    local text = edit.set(CONNECTOR, { "metadata", "id" }, "abc-1", "name")
    text = text:gsub("id: abc%-1", "id: abc-1   # registered")
    t.equal(edit.set(text, { "metadata", "id" }, nil), CONNECTOR)
  end,
  ["a scalar keeps its quotes and the comment behind it"] = function(t)
    local text = edit.set(CONNECTOR, { "spec", "name" }, "It's new")
    t.equal(text, (CONNECTOR:gsub("'My Source'", "'It''s new'")))
  end,
  ["an id that reads as a number is quoted"] = function(t)
    local text = edit.set(CONNECTOR, { "metadata", "id" }, "123", "name")
    t.match(text, "\n  id: '123'\n")
  end,
  ["windows line ends stay and are used"] = function(t)
    local crlf = CONNECTOR:gsub("\n", "\r\n")
    local text = edit.set(crlf, { "metadata", "id" }, "abc", "name")
    t.equal(text, (crlf:gsub("(name: my%-source[^\n]*\n)", "%1  id: abc\r\n")))
  end,
  ["a file without a last line end stays without"] = function(t)
    t.equal(edit.set("metadata:\n  name: a", { "metadata", "id" }, "b", "name"),
      "metadata:\n  name: a\n  id: b")
  end,
  ["a mapping of ids is made where there is none"] = function(t)
    local text = edit.set("metadata:\n  name: a\n  id: b\nspec: {}\n",
      { "metadata", "ids", "production" }, "c", "id")
    t.equal(text, "metadata:\n  name: a\n  id: b\n  ids:\n    production: c\nspec: {}\n")
  end,
  ["a mapping in brackets is edited in its brackets"] = function(t)
    local text = edit.set("metadata: {name: a} # c\nkind: x\n", { "metadata", "id" }, "b", "name")
    t.equal(text, "metadata: {name: a, id: b} # c\nkind: x\n")
    t.equal(edit.set(text, { "metadata", "id" }, nil), "metadata: {name: a} # c\nkind: x\n")
  end,
  ["a JSON file stays JSON"] = function(t)
    local text = edit.set('{"metadata": {"name": "a"}}\n', { "metadata", "id" }, "b", "name")
    t.equal(text, '{"metadata": {"name": "a", "id": "b"}}\n')
  end,
  ["equal values leave the text alone"] = function(t)
    t.equal(merged(t, MANIFEST, function() end), MANIFEST)
  end,
  ["one changed scalar changes its bytes only"] = function(t)
    local text = merged(t, MANIFEST, function(value)
      value.streams[1].retriever.path = "/people"
    end)
    t.equal(text, (MANIFEST:gsub("path: /users", "path: /people")))
  end,
  ["a new key is a new line"] = function(t)
    local text = merged(t, MANIFEST, function(value)
      value.streams[2].primary_key = "id"
    end)
    t.equal(text, (MANIFEST:gsub("(name: orders\n)", "%1    primary_key: id\n")))
  end,
  ["a removed key takes its lines along"] = function(t)
    local text = merged(t, MANIFEST, function(value)
      json.remove(value.streams[1].retriever, "description")
    end)
    t.equal(text, (MANIFEST:gsub("      description: |\n        two\n        lines\n", "")))
  end,
  ["a stream is added and removed"] = function(t)
    local text = merged(t, MANIFEST, function(value)
      table.insert(value.streams, json.new_object({ { "type", "DeclarativeStream" },
        { "name", "tags" } }))
    end)
    t.equal(text, (MANIFEST:gsub("(name: orders\n)",
      "%1  - type: DeclarativeStream\n    name: tags\n")))
    text = merged(t, text, function(value)
      table.remove(value.streams, 2)
    end)
    t.match(text, "# the first\n.*# people\n.*name: tags\n# the end\n$")
    t.truthy(not text:find("orders", 1, true))
  end,
  ["a list in brackets is edited in place"] = function(t)
    local text = merged(t, MANIFEST, function(value)
      value.check.stream_names[1] = "people"
    end)
    t.equal(text, (MANIFEST:gsub("%[users%]", "[people]")))
  end,
  ["a text of several lines is written anew, its neighbours are not"] = function(t)
    local text = merged(t, MANIFEST, function(value)
      value.streams[1].retriever.description = "other\ntext\n"
    end)
    t.match(text, "# people\n")
    t.match(text, "record_selector:\n        %- a\n")
    t.equal(yaml.decode(text, "t").streams[1].retriever.description, "other\ntext\n")
  end,
  ["an alias follows its anchor, and is spelled out when it no longer does"] = function(t)
    local text = "base: &base # kept\n  method: GET\n  path: /a\none: *base\ntwo:\n  <<: *base\n"
      .. "  more: 1\nthree: [*base]\n"
    local function every(value, method)
      value.base.method, value.one.method, value.two.method = method, method, method
      value.three[1].method = method
    end
    t.equal(merged(t, text, function(value)
      every(value, "PUT")
    end), (text:gsub("GET", "PUT")))
    local changed = merged(t, text, function(value)
      every(value, "PUT")
      value.one = json.copy(value.one)
      value.one.method = "POST"
    end)
    t.match(changed, "base: &base # kept\n  method: PUT\n")
    t.match(changed, "\none:\n  method: POST\n")
    t.match(changed, "three: %[%*base%]")
    t.match(merged(t, text, function(value)
      value.two.method = "POST"
    end), "<<: %*base\n  more: 1\n  method: POST\n")
  end,
}
