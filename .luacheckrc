std = "lua54"
max_line_length = 100
-- Output, exits, files and code loading go through host.* modules.
not_globals = { "print", "io", "os", "load", "loadfile", "dofile" }
exclude_files = { "lua/meta", "tests/data", "templates/*/files", "build*" }
