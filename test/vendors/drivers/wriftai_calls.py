import io
from pathlib import Path

from wriftai import Client


class Pipe(io.BytesIO):
    """A stream that cannot be wound back."""

    def seekable(self):
        return False


def content_of(path, kind):
    match kind:
        case "path":
            return Path(path)
        case "bytes":
            return Path(path).read_bytes()
        case "file":
            return open(path, "rb")
        case "pipe":
            return Pipe(Path(path).read_bytes())


def calls(base_url, access_token=None):
    def client():
        return Client(access_token=access_token, api_base_url=base_url)

    async def async_create_urls(params):
        return await client().files.async_create_urls(params)

    async def async_upload(path, kind="path", name=None):
        return await client().files.async_upload(content_of(path, kind), "prediction", name)

    return {
        "create_urls": lambda params: client().files.create_urls(params),
        "async_create_urls": async_create_urls,
        "upload": lambda path, kind="path", name=None: client().files.upload(
            content_of(path, kind), "prediction", name
        ),
        "async_upload": async_upload,
    }
