// Out of 255: encoders spread a single colour over neighbouring values.
const minContrast = 12

/** Whether an image has a single colour, as has what a browser paints before the first frame is decoded. */
export function isBlank({ data }: Pick<ImageData, 'data'>): boolean {
  for (let channel = 0; channel < 3; channel++) {
    let [low, high] = [255, 0]
    for (let index = channel; index < data.length; index += 4) {
      const value = data[index] ?? 0
      if (value < low) low = value
      if (value > high) high = value
      if (high - low >= minContrast) return false
    }
  }
  return true
}
