local scheduler = require("runtime.scheduler")
local task_queue = require("runtime.commands.task_queue")

local WORKERS = 2

--- Runs tasks that `fill(queue, note)` adds until none is left; note(word) is for the order.
local function run(fill)
  local queue, words = task_queue.new(WORKERS), {}
  local left = 0
  local function add(task)
    left = left + 1
    return function()
      task()
      left = left - 1
    end
  end
  fill(queue, add, function(word)
    words[#words + 1] = word
  end)
  scheduler.run(function()
    for _ = 1, WORKERS do
      scheduler.spawn(function()
        queue:work(function()
          return left > 0
        end)
      end)
    end
  end)
  return table.concat(words, " ")
end

return {
  ["tasks are taken in the order in which they came"] = function(t)
    local order = run(function(queue, add, note)
      for index = 1, 5 do
        queue:push(add(function()
          note(index)
        end))
      end
    end)
    t.equal(order, "1 2 3 4 5")
  end,
  ["workers that found nothing go on when a task comes"] = function(t)
    local order = run(function(queue, add, note)
      queue:push(add(function()
        scheduler.sleep(0.001)
        queue:push(add(function()
          note("late")
        end))
      end))
    end)
    t.equal(order, "late")
  end,
  ["a listing pauses when enough tasks wait and goes on before they run out"] = function(t)
    local most, waiting, made = 0, 0, 0
    run(function(queue, add)
      local function list()
        while made < 1000 and not queue:is_full() do
          made, waiting = made + 1, waiting + 1
          queue:push(add(function()
            waiting = waiting - 1
            t.equal(waiting > 0 or made == 1000, true)
          end))
          most = math.max(most, waiting)
        end
        if made < 1000 then
          queue:pause(add(list))
        end
      end
      queue:push(add(list))
    end)
    t.equal(made, 1000)
    t.equal(waiting, 0)
    t.equal(most < 100, true)
  end,
}
