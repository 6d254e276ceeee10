--- host.fs against real files below a temporary folder.
local fs = require("host.fs")

local function in_folder(run)
  return function(t)
    local folder = assert(fs.temp_directory("fs_test"))
    local ok, err = pcall(run, t, folder)
    assert(fs.remove_tree(folder))
    if not ok then
      error(err, 0)
    end
  end
end

return {
  ["what is written is read, NUL bytes and all"] = in_folder(function(t, folder)
    local path = folder .. "/a"
    t.equal(fs.write(path, "one\0two"), true)
    t.equal(fs.read(path), "one\0two")
    t.equal(fs.append(path, "!"), true)
    t.equal(fs.read(path), "one\0two!")
    t.equal(fs.list(folder), { "a" })
  end),
  ["files are joined, and read in parts"] = in_folder(function(t, folder)
    fs.write(folder .. "/a", "one\n")
    fs.write(folder .. "/b", ("two\n"):rep(50000))
    t.equal(fs.join(folder .. "/a", { folder .. "/a", folder .. "/b" }), true)
    t.equal(fs.stat(folder .. "/a").size, 200004)
    t.equal(fs.read_part(folder .. "/a", 2, 5), "e\ntwo")
    t.equal(fs.read_part(folder .. "/a", 200001, 50), "wo\n")
    t.equal(fs.read_part(folder .. "/a", 300000, 50), "")
    t.equal(select(3, fs.join(folder .. "/a", { folder .. "/c" })), "not_found")
    t.equal(fs.list(folder), { "a", "b" })
  end),
  ["a file keeps its mode, or gets the one that is asked for"] = in_folder(function(t, folder)
    local path = folder .. "/a"
    fs.write(path, "x", { mode = 384 })
    t.equal(fs.stat(path).mode, 384)
    fs.write(path, "y")
    t.equal(fs.stat(path).mode, 384)
  end),
  ["exclusive refuses to replace and leaves nothing behind"] = in_folder(function(t, folder)
    local path = folder .. "/a"
    t.equal(fs.write(path, "x", { exclusive = true }), true)
    local ok, _, code = fs.write(path, "y", { exclusive = true })
    t.equal(ok, nil)
    t.equal(code, "exists")
    t.equal(fs.list(folder), { "a" })
    t.equal(fs.read(path), "x")
  end),
  ["a write goes through a link and the link stays"] = in_folder(function(t, folder)
    fs.write(folder .. "/target", "old")
    t.equal(fs.symlink("target", folder .. "/link"), true)
    t.equal(fs.write(folder .. "/link", "new"), true)
    t.equal(fs.kind(folder .. "/link"), "link")
    t.equal(fs.read_link(folder .. "/link"), "target")
    t.equal(fs.read(folder .. "/target"), "new")
  end),
  ["missing files say so"] = in_folder(function(t, folder)
    local text, message, code = fs.read(folder .. "/none")
    t.equal(text, nil)
    t.match(message, "none: No such file")
    t.equal(code, "not_found")
    t.equal(fs.exists(folder .. "/none"), false)
    t.equal(select(3, fs.kind(folder .. "/none")), "not_found")
    t.equal(select(3, fs.remove_tree(folder .. "/none")), "not_found")
    t.equal(select(3, fs.remove(folder .. "/none")), "not_found")
  end),
  ["a file larger than allowed is refused"] = in_folder(function(t, folder)
    fs.write(folder .. "/a", ("x"):rep(10))
    t.equal(fs.read(folder .. "/a", 10), ("x"):rep(10))
    t.equal(select(3, fs.read(folder .. "/a", 9)), "limit")
    t.equal(select(3, fs.read(folder)), "io")
  end),
  ["folders come with parents and go with their content"] = in_folder(function(t, folder)
    local deep = folder .. "/a/b/c"
    t.equal(select(3, fs.mkdir(deep)), "not_found")
    t.equal(fs.mkdir(deep, { parents = true }), true)
    t.equal(fs.mkdir(deep, { parents = true }), true)
    t.equal(select(3, fs.mkdir(deep)), "exists")
    fs.write(folder .. "/keep", "x")
    fs.symlink(folder .. "/keep", deep .. "/link")
    t.equal(fs.remove_tree(folder .. "/a"), true)
    t.equal(fs.list(folder), { "keep" })
  end),
  ["a lock is held by one"] = in_folder(function(t, folder)
    local lock = assert(fs.lock(folder .. "/lock"))
    local other, _, code = fs.lock(folder .. "/lock")
    t.equal(other, nil)
    t.equal(code, "busy")
    lock:close()
    lock:close()
    local again <close> = assert(fs.lock(folder .. "/lock"))
    t.truthy(again)
  end),
  ["paths with NUL bytes and wrong options raise"] = function(t)
    t.match(t.raises(fs.read, "a\0b"), "NUL")
    t.match(t.raises(fs.write, "a", "b", { mode = "x" }), "option 'mode': integer expected")
    t.match(t.raises(fs.write, "a", "b", 1), "table expected")
  end,
  ["real paths and the current directory"] = in_folder(function(t, folder)
    local before = fs.current_directory()
    t.equal(fs.chdir(folder), true)
    t.equal(fs.realpath("."), fs.current_directory())
    t.equal(fs.write("beside", "x"), true)
    t.equal(fs.chdir(before), true)
    t.equal(fs.exists(folder .. "/beside"), true)
  end),
}
