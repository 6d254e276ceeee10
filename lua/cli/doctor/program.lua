--- Checks of the program: itself, the libraries that it works with, runtimes beside it.
local path = require("util.path")
local place = require("util.place")

-- What is amiss without a library that is opened on first use.
local needed_for = {
  libcurl = "nothing is fetched without it",
  libcrypto = "signed tokens and sealed secrets need it",
  libmicrohttpd = "revos serve needs it",
  libpq = "a server on PostgreSQL needs it",
}

local packages = {
  libcurl = "libcurl4", libcrypto = "libssl3", libmicrohttpd = "libmicrohttpd12", libpq = "libpq5",
}

local function check_library(add, library)
  local name = "library " .. library.name
  if library.version then
    local version = library.version:gsub("^expat_", "")
    return add("ok", name, version .. (library.file and "" or " (linked)"))
  end
  local essential = library.name == "libcurl"
  add(essential and "failed" or "warning", name, "not installed: " .. needed_for[library.name],
    "apt install " .. packages[library.name])
end

return function(_, add)
  local version = require("host.embedded").version
  add("ok", "revos", ("%s at %s"):format(version, place.program()))
  add("ok", "share folder", place.share() or "none: scripts and templates of the program itself")
  for _, library in ipairs(require("host.libraries").list()) do
    check_library(add, library)
  end
  local reference = path.find("source-declarative-manifest")
  add("ok", "other runtime", reference
    or "source-declarative-manifest is not on PATH; the native runtime needs none")
end
