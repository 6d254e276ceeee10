--- The fields of RateLimitedMultipleTokenAuthenticator.
return {
  {
    name = "tokens",
    type = "string | string[]",
    required = true,
    template = { "config" },
    secret = true,
    min_items = 1,
    doc = "The tokens: a list, or one text with a delimiter between them.",
    example = "{{ config['credentials']['personal_access_token'] }}",
  },
  {
    name = "token_delimiter",
    type = "string",
    default = ",",
    doc = "What stands between two tokens of a text.",
  },
  {
    name = "auth_method",
    type = "string",
    default = "Bearer",
    doc = "The word before the token in the header; may be empty.",
    example = "token",
  },
  {
    name = "header",
    type = "string",
    default = "Authorization",
    doc = "The header that carries the token.",
  },
  {
    name = "quota_status_source",
    type = "@QuotaStatusSource",
    required = true,
    doc = "Where the API tells how many calls a token has left.",
  },
  {
    name = "quotas",
    type = "@TokenQuota[]",
    required = true,
    min_items = 1,
    doc = "The sorts of calls that are counted.",
  },
  {
    name = "max_wait_time",
    type = "string",
    default = "PT2H",
    template = { "config" },
    doc = "The longest wait for calls to be free again, an ISO 8601 duration.",
  },
  {
    name = "budget_reserve_fraction",
    type = "number",
    default = 0.1,
    doc = "The share of the limit from which on calls are spread over the time that is left.",
  },
  {
    name = "budget_min_reserve",
    type = "integer",
    default = 50,
    doc = "The same as a number of calls; the larger of the two counts.",
  },
}
