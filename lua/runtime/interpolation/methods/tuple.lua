--- Methods of tuple.
local call = require("runtime.interpolation.call")
local list = require("runtime.interpolation.methods.list")

return {
  methods = {
    index = call.method("index", "/ value start? stop?", list.index_of),
    count = call.method("count", "/ value", list.count),
  },
}
