/** A JSON answer that no cache keeps: it holds signed URLs. */
export function jsonResponse(body: unknown, status = 200, headers: HeadersInit = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      ...Object.fromEntries(new Headers(headers)),
      'content-type': 'application/json',
      'cache-control': 'no-store',
    },
  })
}

/** Done, and nothing to say. */
export function emptyResponse(): Response {
  return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } })
}
