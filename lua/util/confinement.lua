--- A process that confines itself and goes on asking servers: what it needs for that.
local fs = require("host.fs")
local process = require("host.process")

local confinement = {}

-- What names, certificates and time zones are looked up in; SQLite begins with random bytes.
local SYSTEM = {
  "/etc/resolv.conf", "/etc/hosts", "/etc/nsswitch.conf", "/etc/host.conf", "/etc/gai.conf",
  "/etc/ssl/certs", "/etc/ssl/cert.pem", "/etc/ssl/openssl.cnf", "/etc/pki/tls/certs",
  "/etc/pki/ca-trust/extracted", "/usr/share/ca-certificates", "/usr/local/share/ca-certificates",
  "/usr/share/zoneinfo", "/usr/share/publicsuffix", "/dev/urandom",
}

--- The files that libcurl and revos itself read.
---@return string[] paths
function confinement.reads()
  local list = table.move(SYSTEM, 1, #SYSTEM, 1, {})
  for _, name in ipairs({ "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR" }) do
    list[#list + 1] = process.getenv(name)
  end
  local resolver = fs.realpath("/etc/resolv.conf")
  -- a file that its daemon replaces: where it does so, nothing else is
  list[#list + 1] = resolver and resolver:match("^(/run/.+)/[^/]*$")
  list[#list + 1] = require("util.place").share()
  return list
end

-- The files that this program is made of, with all libraries that are open: what a child needs
-- that is the same program.
local function program()
  local list, known = { "/etc/ld.so.cache" }, {}
  for path in (fs.read("/proc/self/maps") or ""):gmatch("[^\n]* (/[^\n]*)") do
    if not known[path] then
      known[path], list[#list + 1] = true, path
    end
  end
  return list
end

--- Opens libraries, which bring code, then gives up all that is not in the plan.
---@param plan {reads:string[], writes:string[], moves:boolean|nil, starts_itself:boolean|nil} of
---  host.script.confine; `starts_itself`: children that are this program
---@param asks boolean whether servers are going to be asked
---@return host.script.Confinement|nil active, string|nil message, string|nil code
function confinement.enter(plan, asks)
  if asks then
    local ok, message, code = require("host.http").open()
    if not ok then
      return nil, message, code
    end
  end
  require("host.hash").hmac("sha256", "", "")
  return require("host.script").confine({ reads = plan.reads, writes = plan.writes,
    moves = plan.moves, runs = plan.starts_itself and program() or nil })
end

return confinement
