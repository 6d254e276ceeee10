"""Drives a server with PyPI's airbyte-api, as its users would.

airbyte_client.py URL WORKSPACE TOKEN CLIENT_ID CLIENT_SECRET DEFINITION SOURCE

SOURCE is one that works, of DEFINITION: this client has no way to spell a configuration of a
connector that it does not know."""
import sys
import time

import airbyte_api
from airbyte_api import api, errors, models

from server import manifest

URL, WORKSPACE, TOKEN, CLIENT_ID, CLIENT_SECRET, DEFINITION, SOURCE = sys.argv[1:]


def drive(security):
    client = airbyte_api.AirbyteAPI(server_url=URL, security=security)
    definitions = client.declarative_source_definitions
    assert client.health.get_health_check().status_code == 200
    names = [
        one.name
        for one in client.workspaces.list_workspaces(
            request=api.ListWorkspacesRequest()
        ).workspaces_response.data
    ]
    assert names == [WORKSPACE], names
    made = definitions.create_declarative_source_definition(
        request=api.CreateDeclarativeSourceDefinitionRequest(
            create_declarative_source_definition_request=(
                models.CreateDeclarativeSourceDefinitionRequest(
                    name="One", manifest=manifest("/a")
                )
            ),
            workspace_id=WORKSPACE,
        )
    ).declarative_source_definition_response
    assert (made.name, made.version) == ("One", 1), made
    place = {"workspace_id": WORKSPACE, "definition_id": made.id}
    put = definitions.update_declarative_source_definition(
        request=api.UpdateDeclarativeSourceDefinitionRequest(
            update_declarative_source_definition_request=(
                models.UpdateDeclarativeSourceDefinitionRequest(manifest=manifest("/b"))
            ),
            **place,
        )
    ).declarative_source_definition_response
    assert (put.version, put.manifest) == (2, manifest("/b")), put
    listed = definitions.list_declarative_source_definitions(
        request=api.ListDeclarativeSourceDefinitionsRequest(workspace_id=WORKSPACE)
    ).declarative_source_definitions_response.data
    assert {one.id for one in listed} == {DEFINITION, made.id}, listed
    request = api.GetDeclarativeSourceDefinitionRequest(**place)
    got = definitions.get_declarative_source_definition(request=request)
    assert got.declarative_source_definition_response.version == 2, got
    gone = definitions.delete_declarative_source_definition(
        request=api.DeleteDeclarativeSourceDefinitionRequest(**place)
    ).declarative_source_definition_response
    assert gone.id == made.id, gone
    try:
        definitions.get_declarative_source_definition(request=request)
        raise AssertionError("a deleted definition is still there")
    except errors.SDKError as raised:
        assert raised.status_code == 404, raised
    sync(client)


def sync(client):
    """A connection of the source, a job of it; then it goes."""
    source = client.sources.get_source(
        request=api.GetSourceRequest(source_id=SOURCE)
    ).source_response
    assert source.definition_id == DEFINITION, source
    streams = models.StreamConfigurations(
        streams=[models.StreamConfiguration(name="items", sync_mode="full_refresh_append")]
    )
    connection = client.connections.create_connection(
        request=models.ConnectionCreateRequest(
            name="driven", source_id=source.source_id, destination_id="jsonl:driven",
            configurations=streams,
        )
    ).connection_response
    job = client.jobs.create_job(
        request=models.JobCreateRequest(connection_id=connection.connection_id, job_type="sync")
    ).job_response
    while job.status in ("pending", "running"):
        time.sleep(0.1)
        job = client.jobs.get_job(request=api.GetJobRequest(job_id=job.job_id)).job_response
    assert (job.status, job.rows_synced) == ("succeeded", 3), job
    listed = client.jobs.list_jobs(
        request=api.ListJobsRequest(connection_id=connection.connection_id)
    ).jobs_response.data
    assert [one.job_id for one in listed] == [job.job_id], listed
    client.connections.delete_connection(
        request=api.DeleteConnectionRequest(connection_id=connection.connection_id)
    )


drive(models.Security(bearer_auth=TOKEN))
drive(
    models.Security(
        client_credentials=models.SchemeClientCredentials(
            client_id=CLIENT_ID,
            client_secret=CLIENT_SECRET,
            token_url=URL + "/applications/token",
        )
    )
)
