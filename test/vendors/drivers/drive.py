"""Makes the calls of one vendor's client that come in as JSON, and prints as JSON what they gave."""

import asyncio
import contextlib
import importlib
import inspect
import json
import sys
from datetime import datetime
from enum import Enum


def plain(value):
    if hasattr(value, "model_dump"):
        return plain(value.model_dump())
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return value


def failure(error):
    response = getattr(error, "response", None)
    status = getattr(error, "status_code", None) or getattr(response, "status_code", None)
    body = getattr(error, "body", None) or getattr(error, "detail", None)
    return {"type": type(error).__name__, "message": str(error), "status": status, "body": plain(body)}


def make(call, args):
    result = call(**args)
    return asyncio.run(result) if inspect.iscoroutine(result) else result


def main():
    asked = json.load(sys.stdin)
    # The clients print to stdout, which is reserved for the results.
    with contextlib.redirect_stdout(sys.stderr):
        calls = importlib.import_module(f"{asked['vendor']}_calls").calls(**asked["settings"])
        results = []
        for one in asked["calls"]:
            try:
                results.append({"value": plain(make(calls[one["call"]], one.get("args", {})))})
            except Exception as error:
                results.append({"error": failure(error)})
    json.dump(results, sys.stdout)


main()
