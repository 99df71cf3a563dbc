/** The keys that the sandbox's wires take. They open nothing else, so they may stand in stories and tests. */
export const sandboxKeys = {
  wriftai: { accessToken: 'sandbox-wriftai-token' },
  aymara: { apiKey: 'sandbox-aymara-key', expiredApiKey: 'sandbox-aymara-expired-key' },
  perseus: { apiKey: 'sandbox-perseus-key' },
  assured: { apiKey: 'sandbox-assured-key', user: 'demo@sandbox.example', password: 'sandbox-password' },
} as const
