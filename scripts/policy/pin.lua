return {
  summary = "Pin a pack of policies by the hash of its content",
  description = "A pack is the folder policies/packs/NAME. With --from, it is made of another "
    .. "folder first.\nrevos.yaml says which content is meant; other content is an error.",
  arguments = { { name = "name", doc = "name of the pack" } },
  options = {
    { name = "from", value = "DIR", doc = "copy the pack from this folder, in place of the old" },
    { name = "dry-run", type = "boolean", doc = "only show the hash" },
  },
  examples = { "revos policy pin acme --from ../acme-policies", "revos policy pin acme" },
  run = function(ctx)
    local pack = require("revos.policies").pack
    local name, root = ctx.args.name, ctx.project.root
    if not name:find("^%l[%l%d_-]*$") then
      return nil, ("'%s' is no name for a pack"):format(name), "usage"
    end
    local folder = ctx.args.from or root .. "/policies/packs/" .. name
    local hash, message, code = pack.hash(folder)
    if not hash then
      return nil, message, code, code == "not_found" and not ctx.args.from
        and { hint = "--from DIR copies the pack from there" } or nil
    end
    if not ctx.args.dry_run then
      local ok, problem, kind = pack.pin(root, name, hash, ctx.args.from)
      if not ok then
        return nil, problem, kind
      end
    end
    if ctx.args.json then
      ctx.out:json({ pack = name, sha256 = hash:match(":(.*)"), dryRun = ctx.args.dry_run })
    else
      ctx.out:line("%s %s", name, hash)
    end
    return true
  end,
}
