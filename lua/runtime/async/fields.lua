--- The fields of AsyncRetriever.
local REQUESTER = "@HttpRequester | @CustomRequester"
local EXTRACTOR = "@DpathExtractor | @CombinedExtractor | @CustomRecordExtractor"

local function requester(name, is_required, doc)
  return { name = name, type = REQUESTER, required = is_required, doc = doc }
end

return {
  {
    name = "record_selector",
    type = "@RecordSelector",
    required = true,
    doc = "Filters the downloaded records; its extractor is not used.",
  },
  {
    name = "status_mapping",
    type = "@AsyncJobStatusMap",
    required = true,
    doc = "What the API's statuses mean.",
  },
  {
    name = "status_extractor",
    type = EXTRACTOR,
    required = true,
    doc = "Where a reply of the polling requester tells the status.",
  },
  {
    name = "download_target_extractor",
    type = EXTRACTOR,
    doc = "Where the reply names what is downloaded.",
  },
  {
    name = "download_extractor",
    type = EXTRACTOR .. " | @ResponseToFileExtractor",
    doc = "Where the records are in what is downloaded.",
  },
  requester("creation_requester", true, "Starts a job."),
  requester("polling_requester", true, "Asks for a job's status."),
  {
    name = "polling_job_timeout",
    type = "integer | string",
    template = { "config" },
    default = 60,
    doc = "Minutes after which a job counts as timed out.",
  },
  {
    name = "failed_retry_wait_time_in_seconds",
    type = "integer | string",
    min = 1,
    template = { "config" },
    doc = "Seconds to wait before a failed job is tried again.",
    example = 60,
  },
  requester("download_target_requester", false, "Asks what is to be downloaded."),
  requester("download_requester", true, "Downloads what the job made."),
  {
    name = "download_paginator",
    type = "@paginator",
    doc = "How pages of a download follow each other.",
  },
  requester("abort_requester", false, "Stops a job that took too long."),
  requester("delete_requester", false, "Removes a job whose data was read."),
  {
    name = "partition_router",
    type = "@partition_router | @partition_router[]",
    custom_type = "CustomPartitionRouter",
    doc = "What jobs are started for, one each.",
  },
  { name = "decoder", type = "@decoder", doc = "How replies about jobs are read." },
  { name = "download_decoder", type = "@decoder", doc = "How downloads are read." },
}
