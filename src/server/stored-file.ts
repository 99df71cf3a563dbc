/** A file as the object store has it: its key, its content and the record kept in its metadata. */
export type StoredFile = {
  /** The object's key. */
  id: string
  name: string
  /** Bytes. */
  size: number
  /** MIME type. */
  contentType: string
  /** Path inside the dropped folder, with `/`. */
  relativePath?: string
  /** Lower-case hex SHA-256 that the browser computed; the store has not checked it. */
  contentHash?: string
  metadata?: Record<string, string>
  /** When its upload was signed. */
  createdAt: Date
  /** When the store received it. */
  updatedAt?: Date
}
