/** Thrown by a route to end with this answer. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly response: Response

  constructor(response: Response) {
    super(`Refused with ${response.status}`)
    this.response = response
  }
}

/** A failure as one vendor words it. */
export type Refuse = (status: number, message: string) => Response
