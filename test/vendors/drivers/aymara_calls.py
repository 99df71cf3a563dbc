from pathlib import Path

from aymara_ai import AsyncAymaraAI, AymaraAI
from aymara_ai.lib.uploads import upload_file, upload_file_async


def calls(base_url, api_key):
    client = AymaraAI(base_url=base_url, api_key=api_key)
    files = client.files

    def async_client():
        return AsyncAymaraAI(base_url=base_url, api_key=api_key)

    def asynchronously(name):
        async def call(*args, **kwargs):
            async with async_client() as one:
                return await getattr(one.files, name)(*args, **kwargs)

        return call

    async def async_upload(path, **kwargs):
        return await asynchronously("upload")(file=Path(path), **kwargs)

    async def async_list(**kwargs):
        async with async_client() as one:
            return [file async for file in one.files.list(**kwargs)]

    async def helper_async(path, name):
        async with async_client() as one:
            return await upload_file_async(client=one, file_name=name, file_content=Path(path).read_bytes())

    def page(**kwargs):
        found = files.list(**kwargs)
        return {"items": found.items, "count": found.count}

    def raw_get(file_uuid):
        response = files.with_raw_response.get(file_uuid)
        return {
            "status": response.status_code,
            "type": response.headers["content-type"],
            "parsed": response.parse(),
        }

    def streamed_get(file_uuid):
        with files.with_streaming_response.get(file_uuid) as response:
            return {"status": response.status_code, "text": response.read().decode()}

    return {
        "create": files.create,
        "list": page,
        "list_all": lambda **kwargs: list(files.list(**kwargs)),
        "get": files.get,
        "delete": files.delete,
        "get_status": files.get_status,
        "get_frames": files.get_frames,
        "upload": lambda path, **kwargs: files.upload(file=Path(path), **kwargs),
        "raw_get": raw_get,
        "streamed_get": streamed_get,
        "helper": lambda path, name: upload_file(client=client, file_name=name, file_content=Path(path)),
        "async_create": asynchronously("create"),
        "async_list": async_list,
        "async_get": asynchronously("get"),
        "async_delete": asynchronously("delete"),
        "async_get_status": asynchronously("get_status"),
        "async_get_frames": asynchronously("get_frames"),
        "async_upload": async_upload,
        "helper_async": helper_async,
    }
