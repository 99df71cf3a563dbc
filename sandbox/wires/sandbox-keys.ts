/** The API keys of the sandbox. They are valid here only, so stories and tests may contain them. */
export const sandboxKeys = {
  wriftai: { accessToken: 'sandbox-wriftai-token' },
  aymara: { apiKey: 'sandbox-aymara-key', expiredApiKey: 'sandbox-aymara-expired-key' },
  perseus: { apiKey: 'sandbox-perseus-key' },
  assured: { apiKey: 'sandbox-assured-key', user: 'demo@sandbox.example', password: 'sandbox-password' },
} as const
