--- One use of each primitive of the host, for tests/unit/test_alloc_failure.c, which runs them
--- with less and less memory. `folder` is an empty folder.
local function host(name)
  return require("host." .. name)
end

local folder = ...
local file = folder .. "/file"

return {
  archive_gunzip = function()
    local plain = host("archive").gunzip(host("hash").base64_decode(
      "H4sIAAAAAAACA8tIzcnJBwCGphA2BQAAAA=="
    ))
    assert(plain == "hello")
  end,
  archive_zip = function()
    host("archive").zip_members("PK")
  end,
  clock = function()
    host("clock").sleep(0)
    host("clock").now()
  end,
  fs_files = function()
    local fs = host("fs")
    assert(fs.write(file, "text", { mode = 384 }))
    assert(fs.append(file, "more"))
    assert(fs.read(file) == "textmore")
    assert(fs.stat(file))
    fs.read(folder .. "/none")
    fs.write(folder, "text")
  end,
  fs_folders = function()
    local fs = host("fs")
    local deep = folder .. "/a/b"
    assert(fs.mkdir(deep, { parents = true }))
    assert(fs.list(folder))
    assert(fs.realpath(deep))
    assert(fs.remove_tree(folder .. "/a"))
    assert(fs.remove(assert(fs.temp_directory())))
  end,
  fs_lock = function()
    local lock <close> = assert(host("fs").lock(folder .. "/lock"))
    host("fs").lock(folder .. "/lock")
    assert(lock)
  end,
  hash = function()
    local hash = host("hash")
    assert(hash.sha256("text"))
    assert(hash.hmac("md5", "key", "text"))
    assert(hash.base64_decode(hash.base64_encode("text")) == "text")
    assert(hash.uuid())
    assert(hash.sign_jwt("HS256", "key", "text"))
    hash.sign_jwt("RS256", "key", "text")
  end,
  http_request = function()
    host("http").request({
      url = "http://127.0.0.1:1/",
      headers = { A = "b", C = { "d", "e" } },
      query = { { "a", "b" } },
      body = "text",
      sensitive = { "A" },
    })
  end,
  http_start = function()
    local http = host("http")
    local one = assert(http.start({ url = "http://127.0.0.1:1/" }))
    local two = assert(http.start({ url = "http://127.0.0.1:1/" }))
    two:cancel()
    two:result()
    http.wait(1)
    one:cancel()
    http.start({ url = "no address" })
    assert(http.quote("a b") == "a+b")
    assert(http.header("A: b\na: c\n", "A") == "b, c")
  end,
  json = function()
    local json = host("json")
    local text = '{"a":[1,2.5,"b",null,true,{"c":123456789012345678901}]}'
    assert(json.encode(assert(json.decode(text))) == text)
    assert(#json.part('{"\\u0061":{"b":[1]}}', "a.b") == 3)
  end,
  process_run = function()
    local result = host("process").run({
      argv = { "cat" },
      input = "text",
      env = { A = "b" },
      directory = folder,
      on_output = function() end,
    })
    assert(result and result.status == 0)
    host("process").run({ argv = { "revos-no-such-program" } })
  end,
  regex = function()
    local re = assert(host("regex").compile("(?P<a>.)(.)"))
    assert(re:search("ab"))
    assert(#re:find_all("abcd") == 2)
    assert(re:replace("abcd", "\\2\\g<a>") == "badc")
    assert(re:replace("ab", function(match)
      return match[0] .. "x"
    end) == "abx")
    host("regex").compile("(")
  end,
  script = function()
    assert(host("script").load("return 1", "name"))
    host("script").load("return return", "name", {})
  end,
  sqlite = function()
    local db = assert(host("sqlite").open(":memory:"))
    assert(db:exec("CREATE TABLE t (a UNIQUE)"))
    assert(db:transaction(function(inside)
      return assert(inside:run("INSERT INTO t VALUES (?)", "text"))
    end))
    assert(db:query("SELECT a FROM t WHERE a = ?", "text")[1].a == "text")
    db:run("INSERT INTO t VALUES ('text')")
    db:query("nonsense")
  end,
  term = function()
    assert(host("term").write(""))
    host("term").width()
    host("term").read_line()
    host("term").read_all()
  end,
  xml = function()
    local xml = host("xml")
    assert(xml.decode('<a b="c"><d>1</d><d/>text</a>').a.d[1] == "1")
    xml.decode("<a>")
  end,
  yaml = function()
    local yaml = host("yaml")
    assert(yaml.decode("a: &b [1, 2]\nc: *b\n", "name"))
    yaml.decode("a: [", "name")
  end,
}
