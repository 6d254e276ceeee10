local libraries = require("host.libraries")

return {
  ["each library has a name; those that are linked have a version"] = function(t)
    local names = {}
    for _, one in ipairs(libraries.list()) do
      names[#names + 1] = one.name
      t.truthy(one.file or one.version, one.name)
    end
    t.equal(table.concat(names, " "),
      "lua expat libyaml pcre2 sqlite zlib libcurl libcrypto libmicrohttpd libpq")
  end,
}
