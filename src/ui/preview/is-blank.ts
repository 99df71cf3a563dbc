// Out of 255: encoders turn one colour into a few that lie close together.
const least = 12

/** Whether a picture is of one colour, as is what a browser draws before it has decoded anything. */
export function isBlank({ data }: Pick<ImageData, 'data'>): boolean {
  for (let channel = 0; channel < 3; channel++) {
    let [low, high] = [255, 0]
    for (let at = channel; at < data.length; at += 4) {
      const value = data[at] ?? 0
      if (value < low) low = value
      if (value > high) high = value
      if (high - low >= least) return false
    }
  }
  return true
}
