--- Policies of the organisation.
return require("revos.members")("revos.policies", {
  { "policy", "policy", "find(root), start(root), run(root, items), test(entry)" },
  { "pack", "policy.pack", "hash(folder), pin(root, name, hash, from)" },
  { "skeleton", "policy.skeleton", "files of a new policy" },
})
