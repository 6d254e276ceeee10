local header_value = require("runtime.http.header_value")

return {
  ["a value is sent in ISO 8859-1"] = function(t)
    t.equal(header_value.encode("Bearer é"), "Bearer \xE9")
    t.equal(header_value.encode("plain\ttext"), "plain\ttext")
    t.equal(header_value.encode("\xFF"), "\xFF")
  end,
  ["a leading blank and line ends are refused"] = function(t)
    for _, text in ipairs({ " a", "a\n", "a\rb", "a\n b" }) do
      t.equal(t.raises(header_value.encode, text).class, "InvalidHeader")
    end
    t.match(t.raises(header_value.encode, "a\n").message, "in header value: 'a\\n'$")
  end,
  ["a name is ASCII on one line; more characters pass than RFC 9110 knows"] = function(t)
    for _, name in ipairs({ "X-Key", "a[b]", "a b", "(a)", "a=b" }) do
      header_value.check_name(name)
    end
    for _, name in ipairs({ "", " a", "a:b", "a\n" }) do
      t.equal(t.raises(header_value.check_name, name).class, "InvalidHeader", name)
    end
    local err = t.raises(header_value.check_name, "aé")
    t.equal({ err.class, err.message }, { "UnicodeEncodeError",
      "'ascii' codec can't encode character '\\xe9' in position 1: ordinal not in range(128)" })
  end,
  ["a character beyond ISO 8859-1 is refused, with its place"] = function(t)
    local err = t.raises(header_value.encode, "é☃!")
    t.equal(err.class, "UnicodeEncodeError")
    t.equal(
      err.message,
      "'latin-1' codec can't encode character '\\u2603' in position 1: ordinal not in range(256)"
    )
    t.equal(err.arguments, "'latin-1', 'é☃!', 1, 2, 'ordinal not in range(256)'")
    local several = t.raises(header_value.encode, "a☃☃b☃")
    t.match(several.message, "characters in position 1%-2: ")
  end,
}
