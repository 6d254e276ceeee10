local stop_condition = require("runtime.retrieval.stop_condition")

local function judged(t, verdict, ...)
  for _, text in ipairs({ ... }) do
    t.equal(stop_condition.judge(text, 1), verdict, text)
  end
end

return {
  ["a bound that does not follow the page size truncates"] = function(t)
    judged(
      t,
      "truncates",
      "{{ last_page_size < 100 }}",
      "{{ 100 > last_page_size }}",
      "{{ last_page_size <= config['page_size'] }}",
      "{{ not response.next or last_page_size < 100 }}",
      "{% if last_page_size < 100 %}true{% endif %}"
    )
  end,
  ["the size asked for, emptiness and lower bounds are safe"] = function(t)
    judged(
      t,
      "safe",
      "{{ last_page_size < page_size }}",
      "{{ last_page_size == 0 }}",
      "{{ last_page_size < 1 }}",
      "{{ last_page_size > 5 }}",
      "{{ not response.next }}"
    )
  end,
  ["what cannot be read off the operator is unknown"] = function(t)
    judged(
      t,
      "unknown",
      "{{ not (last_page_size >= 100) }}",
      "{{ last_page_size - 100 < 0 }}",
      "{{ last_page_size == 5 }}",
      "{{ last_page_size < page_size + 50 }}",
      "{{ response['data'] | length < 100 }}",
      "{{ last_page_size }}",
      "{{ last_page_size <"
    )
  end,
}
