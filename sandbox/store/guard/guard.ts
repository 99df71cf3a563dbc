/** Tells whether a value that came from outside has the shape that the code counts on. */
export type Guard<T> = (value: unknown) => value is T
