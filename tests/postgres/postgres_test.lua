--- host.postgres against a real server.
local json = require("host.json")
local postgres = require("host.postgres")
local process = require("host.process")

local address = process.getenv("REVOS_TEST_POSTGRES")

local function fresh()
  local db = assert(postgres.open(address))
  assert(db:exec("DROP TABLE IF EXISTS t; CREATE TABLE t (id BIGSERIAL PRIMARY KEY, "
    .. "n BIGINT, f DOUBLE PRECISION, s TEXT UNIQUE, b BOOLEAN)"))
  return db
end

return {
  ["values go in and come out"] = function(t)
    local db <close> = fresh()
    local insert = "INSERT INTO t (n, f, s, b) VALUES (?, ?, ?, ?), (?, ?, ?, ?)"
    local long = ("é"):rep(100000)
    t.equal(db:run(insert, math.maxinteger, 2.5, "a?'b", true, nil, nil, long, json.null), 2)
    t.equal(db:query("SELECT id, n, f, s, b FROM t ORDER BY id"), {
      { id = 1, n = math.maxinteger, f = 2.5, s = "a?'b", b = 1 },
      { id = 2, s = long },
    })
    t.equal(db:query("SELECT 1 AS one WHERE false"), {})
  end,
  ["failures tell their kind"] = function(t)
    local db <close> = fresh()
    db:run("INSERT INTO t (s) VALUES ('x')")
    t.equal(select(3, db:run("INSERT INTO t (s) VALUES ('x')")), "conflict")
    t.equal(select(3, db:query("SELECT nonsense")), "invalid")
    t.equal(select(3, db:run("INSERT INTO t (s) VALUES (?)", "a\0b")), "invalid")
    t.match(t.raises(db.query, db, "SELECT ?"), "1 values, 0 are given")
    t.match(t.raises(db.query, db, "SELECT ?", {}), "string expected")
    db:close()
    t.match(t.raises(db.query, db, "SELECT 1"), "closed")
  end,
  ["a transaction that is rolled back leaves nothing"] = function(t)
    local db <close> = fresh()
    assert(db:exec("BEGIN"))
    db:run("INSERT INTO t (s) VALUES ('x')")
    assert(db:exec("ROLLBACK"))
    t.equal(db:query("SELECT s FROM t"), {})
  end,
  ["a connection that the server ended is made anew"] = function(t)
    local db <close> = fresh()
    local other <close> = assert(postgres.open(address))
    local pid = db:query("SELECT pg_backend_pid() AS pid")[1].pid
    other:query("SELECT pg_terminate_backend(?)", pid)
    t.equal(select(3, db:query("SELECT 1 AS one")), "network")
    t.equal(db:query("SELECT 1 AS one"), { { one = 1 } })
  end,
}
