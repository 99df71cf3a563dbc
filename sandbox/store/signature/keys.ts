/** The one pair of keys that the store knows, and the region it claims to stand in. */
export type Keys = { accessKeyId: string; secretAccessKey: string; region: string }
