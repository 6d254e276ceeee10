local failure = require("runtime.failure")

local KINDS = { "running", "completed", "failed", "timeout", "skipped" }

local function list_field(name, is_required, doc)
  return { name = name, type = "string[]", required = is_required, doc = doc }
end

return {
  type = "AsyncJobStatusMap",
  untyped = true,
  kind = "async_job_status_map",
  summary = "What the statuses of an API's jobs mean.",
  fields = {
    list_field("running", true, "Statuses of jobs that are at work."),
    list_field("completed", true, "Statuses of jobs whose data can be downloaded."),
    list_field("failed", true, "Statuses of jobs that are tried again."),
    list_field("timeout", true, "Statuses of jobs that took too long."),
    list_field("skipped", false, "Statuses of jobs that have no data."),
  },
  build = function(node, build)
    local map = {}
    for _, kind in ipairs(KINDS) do
      for _, status in ipairs(build:value(node, kind) or {}) do
        if map[status] then
          failure.value_error(
            ("API status %s is already set for CDK status %s. Please ensure API statuses are "
              .. "only provided once"):format(status, kind)
          )
        end
        map[status] = kind
      end
    end
    return map
  end,
}
