local format = require("project.format")

-- The canonical form, which must be stable.
local function formatted(t, text, name)
  local once = assert(format.text(text, name or "manifest.yaml", name or "manifest.yaml"))
  t.equal(format.text(once, "manifest.yaml", name or "manifest.yaml"), once)
  return once
end

local function check(t, before, after)
  t.equal(formatted(t, before), after)
end

return {
  ["keys come in the order in which the components declare them"] = function(t)
    check(t, [[
streams:
- retriever:
    requester: {path: /x, url_base: 'https://a', type: HttpRequester}
    type: SimpleRetriever
    $parameters: {b: 1, a: 2}
  x-own: 1
  name: a
  type: DeclarativeStream
check:
    stream_names: [a]
type: DeclarativeSource
version: 1.0.0
]], [[
version: 1.0.0
type: DeclarativeSource
check:
  stream_names: [a]
streams:
  - type: DeclarativeStream
    name: a
    retriever:
      type: SimpleRetriever
      requester: {type: HttpRequester, url_base: 'https://a', path: /x}
      $parameters: {b: 1, a: 2}
    x-own: 1
]])
  end,

  ["comments move with the node they stand before or beside"] = function(t)
    check(t, [[
# about the file

# the check
check:  # beside check
  # names
  stream_names: # beside names
    - a   # first
    # last of the names

# the version
version: 1
# the end
]], [[
# about the file

# the version
version: 1
# the check
check:  # beside check
  # names
  stream_names: # beside names
    - a   # first
    # last of the names
# the end
]])
  end,

  ["a comment before the second key of an item goes before the dash when that key comes first"] =
    function(t)
      check(t, [[
streams:
  # one
  - name: a # the name
    # the type
    type: DeclarativeStream
]], [[
streams:
  # one
  # the type
  - type: DeclarativeStream
    name: a # the name
]])
    end,

  ["the parts of definitions that say their type are ordered, others are not"] = function(t)
    check(t, [[
definitions:
  zebra: {b: 1, a: 2}
  base:
    path: x
    type: HttpRequester
  schemas:
    posts:
      type: object
      properties: {z: {type: string}}
      additionalProperties: true
]], [[
definitions:
  zebra: {b: 1, a: 2}
  base:
    type: HttpRequester
    path: x
  schemas:
    posts:
      type: object
      properties: {z: {type: string}}
      additionalProperties: true
]])
  end,

  ["the order of free mappings stays: parameters, headers, bodies"] = function(t)
    local text = [[
definitions:
  base:
    type: HttpRequester
    request_parameters:
      z: "1"
      type: HttpRequester
      a: "2"
    request_body_json:
      z:
        path: 1
        type: HttpRequester
]]
    check(t, text, text)
  end,

  ["block scalars keep their text at the new column"] = function(t)
    check(t, "definitions:\n    a: |  # literal\n          x\n            y\n\n    b: >-\n     f\n"
      .. "     g\n    c: |2\n        two more\n    d: |+\n      kept\n\n",
      "definitions:\n  a: |  # literal\n    x\n      y\n\n  b: >-\n    f\n    g\n"
      .. "  c: |2\n      two more\n  d: |+\n    kept\n\n")
  end,

  ["lines of long scalars and brackets move along"] = function(t)
    check(t, "definitions:\n        a: \"one\n          two\"\n        b: plain\n          more\n"
      .. "        c: [\n          1, # one\n          2\n        ]\n", "definitions:\n  a: \"one\n"
      .. "    two\"\n  b: plain\n    more\n  c: [\n    1, # one\n    2\n  ]\n")
  end,

  ["an anchor stays before its alias"] = function(t)
    local text = "streams:\n  - &one\n    type: DeclarativeStream\n    name: a\n"
      .. "check:\n  <<: {}\n  stream_names: [a]\ndefinitions:\n  again: *one\n"
    check(t, text, text)
  end,

  ["blank lines are one at most, blanks at the ends of lines go"] = function(t)
    check(t, "\n\nversion: 1   \n\n\n\ncheck:\n\n  stream_names: []  \n\n\n",
      "version: 1\n\ncheck:\n  stream_names: []\n")
  end,

  ["line ends and the byte order mark stay"] = function(t)
    check(t, "\xEF\xBB\xBFcheck: {}\r\nversion: 1", "\xEF\xBB\xBFversion: 1\r\ncheck: {}\r\n")
  end,

  ["what stands before three dashes stays there"] = function(t)
    check(t, "# head\n---\n# of check\ncheck: {}\nversion: 1\n",
      "# head\n---\nversion: 1\n# of check\ncheck: {}\n")
  end,

  ["connector.yaml has its own order"] = function(t)
    t.equal(formatted(t, "spec:\n  type: declarative\n  name: A\nkind: Connector\nmetadata:\n"
      .. "  id: 1\n  name: a\napiVersion: revos/v1\n", "connector.yaml"), "apiVersion: revos/v1\n"
      .. "kind: Connector\nmetadata:\n  name: a\n  id: 1\nspec:\n  name: A\n  type: declarative\n")
  end,

  ["a text in JSON has a line for each member, in order"] = function(t)
    check(t, '{\n    "check": {\n},\n\t"streams" : [{"name":"a", "type":"DeclarativeStream"},\n'
      .. '{"type":"DeclarativeStream",\n"x": [], "name":"b"}], "version":"1"}\n\n', [[
{
  "version": "1",
  "check": {},
  "streams": [
    {"type":"DeclarativeStream", "name":"a"},
    {
      "type": "DeclarativeStream",
      "name": "b",
      "x": []
    }
  ]
}
]])
    check(t, '{"check": {}, "version":"1"}', '{"version":"1", "check": {}}\n')
  end,

  ["brackets of several lines have a line for each member, with its comments"] = function(t)
    check(t, [[
streams:
- {name: a, # the name
   # before the type

   # and this
   type: DeclarativeStream
   , primary_key: [a,
     b], "x y": "long # no comment
       text", '1':
       plain
       more, last  # at the end
   # behind
  } # beside
check: { # opening
  stream_names: [ # none
  ],
}
]], [[
check: { # opening
  stream_names: [ # none
  ]
}
streams:
  - {
      # before the type

      # and this
      type: DeclarativeStream,
      name: a, # the name
      primary_key: [
        a,
        b
      ],
      "x y": "long # no comment
        text",
      '1': plain
        more,
      last  # at the end
      # behind
    } # beside
]])
  end,

  ["brackets with a comment between a key and its value stay as they are"] = function(t)
    check(t, "version: 1\ncheck: {type: CheckStream, stream_names: # why\n  [a]}\n",
      "version: 1\ncheck: {type: CheckStream, stream_names: # why\n  [a]}\n")
  end,

  ["what cannot be kept is refused"] = function(t)
    local result, message, code =
      format.text("definitions:\n  !!str key: 1\n", "m.yaml", "manifest.yaml")
    t.equal(result, nil)
    t.equal(message, "m.yaml: has an anchor or tag before a key, which cannot be formatted")
    t.equal(code, "invalid")
  end,

  ["a text that is no YAML is told with its place"] = function(t)
    local result, message, code = format.text("a: [\n", "m.yaml", "manifest.yaml")
    t.equal(result, nil)
    t.equal(code, "syntax")
    t.truthy(message:find("^m.yaml:%d+:%d+: "))
  end,

  ["differences read as those of diff -u"] = function(t)
    local diff = require("util.line_diff")
    t.equal(diff.unified("a\nb\n", "a\nb\n", "f"), "")
    t.equal(diff.unified("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\nten", "f"),
      "--- a/f\n+++ b/f\n@@ -2,8 +2,9 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n 9\n+ten\n"
      .. "\\ No newline at end of file\n")
    t.equal(diff.unified("", "a\n", "f"), "--- a/f\n+++ b/f\n@@ -0,0 +1 @@\n+a\n")
  end,
}
