from pathlib import Path

from assured import AssuredClient, Settings


def calls(base_url, api_key, user, password):
    settings = Settings(base_url=base_url, api_key=api_key, user=user, assured_pass=password)

    async def upload(path, filename=None, mime_type=None):
        async with AssuredClient(settings=settings) as client:
            content = Path(path).read_bytes()
            return await client.files.upload(content, filename or Path(path).name, mime_type)

    async def presign_url(s3_url):
        async with AssuredClient(settings=settings) as client:
            return await client.files.presign_url(s3_url)

    async def login():
        async with AssuredClient(settings=settings) as client:
            return await client.users.login(user, password)

    return {"upload": upload, "presign_url": presign_url, "login": login}
