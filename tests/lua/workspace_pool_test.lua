--- Work in parallel: order, limits, waiting.
local pool = require("workspace.pool")

return {
  ["results come in order, whatever takes longest"] = function(t)
    local told, running, most = {}, 0, 0
    local started = pool.run(6, 3, function(i)
      running = running + 1
      most = math.max(most, running)
      pool.sleep((7 - i) / 500)
      running = running - 1
      return i, i * 10
    end, function(i, one, ten)
      told[#told + 1] = ("%d:%d:%d"):format(i, one, ten)
    end)
    t.equal({ started, most }, { 6, 3 })
    t.equal(table.concat(told, " "), "1:1:10 2:2:20 3:3:30 4:4:40 5:5:50 6:6:60")
  end,
  ["work that never waits goes one by one"] = function(t)
    local order = {}
    pool.run(3, 8, function(i)
      order[#order + 1] = "w" .. i
    end, function(i)
      order[#order + 1] = "d" .. i
    end)
    t.equal(table.concat(order, " "), "w1 d1 w2 d2 w3 d3")
    t.equal(pool.run(0, 8, error, error), 0)
  end,
  ["a mistake in the work is raised"] = function(t)
    t.match(select(2, pcall(pool.run, 1, 1, function() error("oh") end, function() end)), "oh")
  end,
}
