# The rules of stand_in for the workloads of guard.sh and memory.sh: one page of
# 2,000 records, one of 100 for each month, one of a single one.

function record(i) {
    return sprintf("{\"id\":%d,\"node_id\":\"I_%010d\",\"number\":%d," \
        "\"title\":\"Crash in reader %d - \\\"r\\u00e4ksm\303\266rg\303\245s\\\"\"," \
        "\"state\":\"%s\",\"locked\":false,\"user\":{\"login\":\"octo-%d\"," \
        "\"id\":%d,\"site_admin\":false},\"labels\":[{\"id\":%d," \
        "\"name\":\"bug\"}],\"comments\":%d,\"score\":%d.50," \
        "\"closed_at\":null,\"updated_at\":\"2024-%02d-15T12:34:56Z\"}",
        i, i, i, i, i % 2 ? "open" : "closed", i % 97, 583231 + i, 208045946 + i,
        i % 10, i % 100, i % 12 + 1)
}

function page(count,    i, text) {
    for (i = 1; i <= count; i++)
        text = text (i > 1 ? "," : "") record(i)
    return "{\"data\":[" text "],\"next\":null}"
}

BEGIN {
    printf "[{\"path\":\"/page\",\"responses\":[{\"json\":%s}]},\n", page(2000)
    printf "{\"path\":\"/window\",\"responses\":[{\"json\":%s}]},\n", page(100)
    printf "{\"path\":\"/single\",\"responses\":[{\"json\":%s}]}]\n", page(1)
}
