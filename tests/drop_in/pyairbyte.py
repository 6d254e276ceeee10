"""PyAirbyte (the package `airbyte`) runs a connector through revos.

    stand_in RULES -- python3 tests/drop_in/pyairbyte.py PROGRAM

revos is linked as source-declarative-manifest and given as local_executable;
the manifest travels in the config, as that program takes it. Ends with
"N passed, N failed"; skipped where the package is not installed. ./dev test
takes the Python that REVOS_PYAIRBYTE names.
"""

import os
import shutil
import sys
import tempfile

os.environ["AIRBYTE_OFFLINE_MODE"] = "1"  # no registry, no telemetry
os.environ["AIRBYTE_LOGGING_ROOT"] = tempfile.mkdtemp()

try:
    import airbyte
except ImportError:
    print("0 passed, 0 failed, 1 skipped")
    sys.exit(0)

BASE = os.environ["STAND_IN_BASE"]

MANIFEST = {
    "version": "6.0.0",
    "type": "DeclarativeSource",
    "check": {"type": "CheckStream", "stream_names": ["posts"]},
    "streams": [
        {
            "type": "DeclarativeStream",
            "name": "posts",
            "primary_key": ["id"],
            "schema_loader": {
                "type": "InlineSchemaLoader",
                "schema": {
                    "type": "object",
                    "properties": {"id": {"type": "integer"}, "title": {"type": "string"}},
                },
            },
            "retriever": {
                "type": "SimpleRetriever",
                "requester": {"type": "HttpRequester", "url_base": BASE, "path": "posts"},
                "record_selector": {
                    "type": "RecordSelector",
                    "extractor": {"type": "DpathExtractor", "field_path": []},
                },
                "paginator": {
                    "type": "DefaultPaginator",
                    "page_token_option": {
                        "type": "RequestOption",
                        "inject_into": "request_parameter",
                        "field_name": "_page",
                    },
                    "pagination_strategy": {
                        "type": "PageIncrement",
                        "start_from_page": 1,
                        "page_size": 10,
                        "inject_on_first_request": True,
                    },
                },
            },
        }
    ],
}


def read(program, folder):
    executable = os.path.join(folder, "source-declarative-manifest")
    os.symlink(program, executable)
    source = airbyte.get_source(
        "source-declarative-manifest",
        config={"__injected_declarative_manifest": MANIFEST},
        local_executable=executable,
    )
    source.check()
    assert source.get_available_streams() == ["posts"], source.get_available_streams()
    source.select_all_streams()
    cache = airbyte.new_local_cache("posts", cache_dir=os.path.join(folder, "cache"))
    result = source.read(cache=cache)
    ids = sorted(record["id"] for record in result["posts"])
    assert ids == list(range(1, 26)), ids
    posts = source.get_records("posts")  # reading ends with this object
    lazy = [record["id"] for record in posts]
    assert lazy == list(range(1, 26)), lazy


with tempfile.TemporaryDirectory() as folder:
    program = os.path.abspath(sys.argv[1])
    os.chdir(folder)
    read(program, folder)
shutil.rmtree(os.environ["AIRBYTE_LOGGING_ROOT"], ignore_errors=True)
print("1 passed, 0 failed")
