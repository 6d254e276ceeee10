--- Checks of the machine: what confines the code of others, the clock, proxies, certificates.
local fs = require("host.fs")
local process = require("host.process")

local function check_kernel(add)
  local release = fs.read("/proc/sys/kernel/osrelease")
  add("ok", "kernel", require("util.text").trim(release or "unknown"))
end

local function check_confinement(add)
  local kernel = require("host.script").confinement()
  for _, name in ipairs({ "seccomp", "landlock" }) do
    if kernel[name] then
      add("ok", name, "confines policies, templates, components.lua and jobs of serve")
    else
      add("warning", name, "the kernel has none: policies, templates, components.lua and jobs of "
        .. "serve run in a child process with limits alone",
        name == "landlock" and "it is there from Linux 5.13 on" or nil)
    end
  end
end

local YEAR_2024, YEAR_2100 = 1704067200, 4102444800

local function check_clock(add)
  local now = require("host.clock").now()
  local shown = require("util.time").rfc3339(now)
  if process.getenv("REVOS_TEST_NOW") then
    add("warning", "clock", shown .. ", as REVOS_TEST_NOW says")
  elseif now < YEAR_2024 or now > YEAR_2100 then
    add("failed", "clock", shown .. " cannot be right", "tokens and cursors depend on the clock")
  else
    add("ok", "clock", shown)
  end
end

-- Without the credentials that may be in it.
local function shown_proxy(value)
  return (value:gsub("^([%w+.-]*:?/?/?)[^/@]*@", "%1***@"))
end

local function check_proxy(add, name)
  local value = process.getenv(name) or process.getenv(name:upper())
  if not value or value == "" then
    return
  end
  local scheme = value:match("^(%a[%w+.-]*)://") or "http"
  local known = { http = true, https = true, socks4 = true, socks4a = true, socks5 = true,
    socks5h = true }
  if known[scheme:lower()] then
    add("ok", name, shown_proxy(value))
  else
    add("failed", name, ("'%s' is no proxy that libcurl knows"):format(shown_proxy(value)),
      "such as http://proxy.example.com:3128")
  end
end

local function check_proxies(add)
  for _, name in ipairs({ "http_proxy", "https_proxy", "all_proxy" }) do
    check_proxy(add, name)
  end
  local exceptions = process.getenv("no_proxy") or process.getenv("NO_PROXY")
  if exceptions and exceptions ~= "" then
    add("ok", "no_proxy", exceptions)
  end
end

local function check_certificates(add)
  for _, name in ipairs({ "CURL_CA_BUNDLE", "SSL_CERT_FILE" }) do
    local file = process.getenv(name)
    if file and file ~= "" then
      local there = fs.kind(file) == "file"
      return add(there and "ok" or "failed", "certificates", ("%s: %s%s"):format(name, file,
        there and "" or " is not there"))
    end
  end
  local there = fs.kind("/etc/ssl/certs/ca-certificates.crt") ~= nil
  add(there and "ok" or "warning", "certificates", there and "/etc/ssl/certs/ca-certificates.crt"
    or "none found, so no HTTPS address can be trusted",
    not there and "apt install ca-certificates" or nil)
end

return function(_, add)
  check_kernel(add)
  check_confinement(add)
  check_clock(add)
  check_proxies(add)
  check_certificates(add)
end
