--- host.sqlite in memory and in files.
local fs = require("host.fs")
local sqlite = require("host.sqlite")

local function fresh()
  local db = assert(sqlite.open(":memory:"))
  assert(db:exec("CREATE TABLE t (id INTEGER PRIMARY KEY, v, u UNIQUE)"))
  assert(db:exec("CREATE TABLE e (x NOT NULL); -- two statements\nCREATE TABLE f (y);"))
  return db
end

return {
  ["values go in and come out"] = function(t)
    local db = fresh()
    t.equal(db:run("INSERT INTO t (v) VALUES (?), (?), (?)", 1, 2.5, "a\0b"), 3)
    t.equal(db:run("INSERT INTO t (v) VALUES (?), (?)", true, nil), 2)
    local rows = assert(db:query("SELECT id, v FROM t ORDER BY id"))
    t.equal(rows, {
      { id = 1, v = 1 },
      { id = 2, v = 2.5 },
      { id = 3, v = "a\0b" },
      { id = 4, v = 1 },
      { id = 5 },
    })
    t.equal(db:query("SELECT 1 AS one WHERE 0"), {})
  end,
  ["failures tell their kind"] = function(t)
    local db = fresh()
    db:run("INSERT INTO t (u) VALUES (1)")
    t.equal(select(3, db:run("INSERT INTO t (u) VALUES (1)")), "conflict")
    t.equal(select(3, db:run("INSERT INTO e VALUES (NULL)")), "conflict")
    t.equal(select(3, db:query("SELECT nonsense")), "invalid")
    t.equal(select(3, db:query('SELECT "text"')), "invalid")
    t.match(t.raises(db.query, db, "SELECT ?"), "1 values, 0 are given")
    t.match(t.raises(db.query, db, "SELECT ?", {}), "value of SQL")
    t.equal(select(3, sqlite.open("/no/such/folder/file")), "not_found")
    db:close()
    db:close()
    t.match(t.raises(db.query, db, "SELECT 1"), "closed")
  end,
  ["a transaction is all or nothing"] = function(t)
    local db = fresh()
    local function insert(answer, ...)
      local rest = table.pack(...)
      return function(inside)
        assert(inside:run("INSERT INTO t (v) VALUES (1)"))
        if answer == "raise" then
          error("stop", 0)
        end
        return answer, table.unpack(rest, 1, rest.n)
      end
    end
    t.equal(db:transaction(insert("done")), "done")
    t.equal({ db:transaction(insert(nil, "no", "conflict")) }, { nil, "no", "conflict" })
    t.equal(t.raises(db.transaction, db, insert("raise")), "stop")
    t.equal(db:query("SELECT count(*) AS n FROM t")[1].n, 1)
  end,
  ["another writer makes us wait, then is told"] = function(t)
    local folder = assert(fs.temp_directory())
    local path = folder .. "/db"
    local one = assert(sqlite.open(path))
    assert(one:exec("CREATE TABLE t (a); BEGIN IMMEDIATE"))
    local two = assert(sqlite.open(path, { busy_timeout = 10 }))
    t.equal(select(3, two:exec("BEGIN IMMEDIATE")), "busy")
    assert(one:exec("COMMIT"))
    local reader = assert(sqlite.open(path, { readonly = true }))
    t.equal(select(3, reader:exec("INSERT INTO t VALUES (1)")), "denied")
    fs.write(folder .. "/text", ("no database "):rep(100))
    local bad = assert(sqlite.open(folder .. "/text"))
    t.equal(select(3, bad:query("SELECT * FROM sqlite_master")), "invalid")
    t.equal(select(3, sqlite.open(folder .. "/none", { create = false })), "not_found")
    fs.remove_tree(folder)
  end,
  ["a frozen file is read as it is, and nothing is made beside it"] = function(t)
    local folder = assert(fs.temp_directory())
    local path = folder .. "/a b?mode=rw#c%41.db"
    local db = assert(sqlite.open(path))
    assert(db:query("PRAGMA journal_mode = WAL"))
    assert(db:exec("CREATE TABLE t (a); INSERT INTO t VALUES (7)"))
    db:close()
    local frozen = assert(sqlite.open(path, { frozen = true }))
    t.equal(frozen:query("SELECT a FROM t")[1].a, 7)
    t.equal(select(3, frozen:exec("INSERT INTO t VALUES (1)")), "denied")
    t.equal(#fs.list(folder), 1)
    frozen:close()
    t.equal(select(3, sqlite.open(folder .. "/none", { frozen = true })), "not_found")
    fs.remove_tree(folder)
  end,
}
