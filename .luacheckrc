std = "lua54"
max_line_length = 100
-- Output, exits, files and code loading go through host.* modules.
not_globals = { "print", "io", "os", "load", "loadfile", "dofile" }
exclude_files = { "lua/meta", "tests/data", "templates/*/files", "build*" }

-- What a policy sees beside the pure part of Lua (lua/policy/environment.lua).
files["scripts/policies"] = {
  read_globals = { "each", "is_list", "is_mapping", "matches", "null", "secret_fields", "walk" },
}
