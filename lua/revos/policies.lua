--- Policies of the organisation.
return require("revos.members")("revos.policies", {
  { "policy", "policy", "find(root), run(root, items), test(root, entry)" },
})
