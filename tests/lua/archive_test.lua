--- host.archive with bytes that other programs made.
local archive = require("host.archive")
local hash = require("host.hash")

local function bytes(text)
  return assert(hash.base64_decode(text))
end

local GZIP = bytes("H4sIAAAAAAACA8tIzcnJBwCGphA2BQAAAA==")
local ZLIB = bytes("eJzLSM3JyQcABiwCFQ==")
local RAW = bytes("y0jNyckHAA==")
local BOMB =
  bytes("H4sIAAAAAAACA+3BAQEAAACCoN+ub0hAAQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
  .. "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
  .. "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
  .. "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
  .. "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
  .. "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
  .. "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
  .. "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
  .. "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
  .. "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
  .. "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
  .. "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
  .. "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
  .. "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
  .. "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
  .. "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
  .. "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAArwayNO6eQEIPAA==")
local ZIP = bytes("UEsDBBQAAAAAAAAAIVCGphA2BQAAAAUAAAAFAAAAYS50eHRoZWxsb1BLAwQUAAAAAAAAACFQAAAAAAAA"
  .. "AAAAAAAAAgAAAGQvUEsDBBQAAAAIAAAAIVDmyUE7CwAAAOgDAAAHAAAAZC9iLnR4dKuoGAWjYBQMdwAA"
  .. "UEsDBBQAAAAIAAAAIVAAAAAAAgAAAAAAAAAFAAAAZW1wdHkDAFBLAQIUAxQAAAAAAAAAIVCGphA2BQAA"
  .. "AAUAAAAFAAAAAAAAAAAAAACAAQAAAABhLnR4dFBLAQIUAxQAAAAAAAAAIVAAAAAAAAAAAAAAAAACAAAA"
  .. "AAAAAAAAAACAASgAAABkL1BLAQIUAxQAAAAIAAAAIVDmyUE7CwAAAOgDAAAHAAAAAAAAAAAAAACAAUgA"
  .. "AABkL2IudHh0UEsBAhQDFAAAAAgAAAAhUAAAAAACAAAAAAAAAAUAAAAAAAAAAAAAAIABeAAAAGVtcHR5"
  .. "UEsFBgAAAAAEAAQAywAAAJ0AAAAAAA==")

return {
  ["gzip, in several members and with padding"] = function(t)
    t.equal(archive.gunzip(GZIP), "hello")
    t.equal(archive.gunzip(GZIP .. GZIP), "hellohello")
    t.equal(archive.gunzip(GZIP .. "\0\0\0"), "hello")
  end,
  ["broken and cut data is told"] = function(t)
    for _, text in ipairs({ "", "hello", GZIP:sub(1, -2), GZIP:sub(1, 12), GZIP .. "x" }) do
      local plain, message, code = archive.gunzip(text)
      t.equal(plain, nil)
      t.equal(code, "invalid", message)
    end
    t.equal(select(3, archive.inflate("\255\255")), "invalid")
  end,
  ["deflate with and without its envelope"] = function(t)
    t.equal(archive.inflate(ZLIB), "hello")
    t.equal(archive.inflate(RAW), "hello")
  end,
  ["a bomb is stopped"] = function(t)
    t.equal(#archive.gunzip(BOMB), 1000000)
    t.equal(select(3, archive.gunzip(BOMB, { max = 999999 })), "limit")
    t.match(t.raises(archive.gunzip, BOMB, { max = -1 }), "negative")
  end,
  ["members of a zip archive, a folder is an empty one"] = function(t)
    local wanted = {
      { name = "a.txt", data = "hello" },
      { name = "d/", data = "" },
      { name = "d/b.txt", data = ("x"):rep(1000) },
      { name = "empty", data = "" },
    }
    t.equal(archive.zip_members(ZIP), wanted)
    t.equal(archive.zip_members("in front" .. ZIP), wanted)
    t.equal(select(3, archive.zip_members(ZIP, { max = 1004 })), "limit")
  end,
  ["no zip archive is told"] = function(t)
    t.equal(select(3, archive.zip_members("")), "invalid")
    t.equal(select(3, archive.zip_members(ZIP:sub(1, -10))), "invalid")
    t.equal(select(3, archive.zip_members((ZIP:gsub("hello", "jello")))), "invalid")
    for i = 1, #ZIP do
      archive.zip_members(ZIP:sub(1, i - 1) .. "\255" .. ZIP:sub(i + 1))
    end
  end,
}
