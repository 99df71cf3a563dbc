import os


def calls(base_url, api_key):
    # The client reads its key when it is imported.
    os.environ["PERSEUS_API_KEY"] = api_key
    from perseus_client import PerseusClient

    def synchronously(name):
        def call(**kwargs):
            with PerseusClient(api_host=base_url) as client:
                return getattr(client.file, name)(**kwargs)

        return call

    def asynchronously(name):
        async def call(**kwargs):
            async with PerseusClient(api_host=base_url) as client:
                return await getattr(client.file, name)(**kwargs)

        return call

    names = [
        "upload_file",
        "create_file",
        "find_files",
        "find_file",
        "delete_file",
        "wait_for_file_upload",
    ]
    return {
        **{name: synchronously(name) for name in names},
        **{f"{name}_async": asynchronously(f"{name}_async") for name in names},
    }
