local scheduler = require("runtime.scheduler")

return {
  ["tasks go on while others wait at a gate"] = function(t)
    local order = {}
    scheduler.run(function()
      local gate = scheduler.gate()
      scheduler.spawn(function()
        order[#order + 1] = "wait"
        gate:wait()
        order[#order + 1] = "on"
      end)
      scheduler.spawn(function()
        order[#order + 1] = "open"
        gate:open()
      end)
    end)
    t.equal(order, { "wait", "open", "on" })
  end,
  ["a generator hands out what its body emits, also across waits"] = function(t)
    local seen = {}
    scheduler.run(function()
      local gate = scheduler.gate()
      local next_value = scheduler.generator(function(emit)
        emit(1)
        gate:wait()
        emit(2)
      end)
      scheduler.spawn(function()
        gate:open()
      end)
      for value in next_value do
        seen[#seen + 1] = value
      end
    end)
    t.equal(seen, { 1, 2 })
  end,
  ["an error of a task is raised by run, that of a generator by its next step"] = function(t)
    t.equal(t.raises(scheduler.run, function()
      error({ message = "x" }, 0)
    end).message, "x")
    local next_value = scheduler.generator(function()
      error({ message = "y" }, 0)
    end)
    t.equal(t.raises(next_value).message, "y")
  end,
}
