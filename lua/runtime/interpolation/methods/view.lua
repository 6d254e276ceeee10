--- Methods of dict.keys(), dict.values() and dict.items().
local call = require("runtime.interpolation.call")
local dicts = require("runtime.interpolation.dicts")
local sequences = require("runtime.interpolation.sequences")

return {
  methods = {
    isdisjoint = call.method("isdisjoint", "/ other", function(view, other)
      local set = dicts.new_set(sequences.items(other))
      for _, item in ipairs(dicts.view_items(view)) do
        if dicts.get(set.inner, item) ~= nil then
          return false
        end
      end
      return true
    end),
  },
  properties = {
    mapping = function(view)
      return view.dict
    end,
  },
}
