/** A generated photo of hills that depends on `number`, padded to `bytes`. */
export function drawPhoto(name: string, number: number, bytes = 0): File {
  const canvas = document.createElement('canvas')
  const [width, height] = number % 3 === 2 ? [600, 800] : [800, 600]
  Object.assign(canvas, { width, height })
  const paper = canvas.getContext('2d')
  if (!paper) throw new Error('This browser draws nothing.')
  drawHills(paper, number, width, height)
  const [, encoded = ''] = canvas.toDataURL('image/jpeg', 0.8).split(',')
  const image = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0))
  // Decoders ignore bytes after the end-of-image marker.
  const rest = new Uint8Array(Math.max(0, bytes - image.length))
  return new File([image, rest], name, { type: 'image/jpeg' })
}

/** `count` photos; twelve images in rotation, each file distinct. */
export function drawPhotos(count: number): readonly File[] {
  const images = Array.from({ length: 12 }, (_, number) => drawPhoto('', number))
  return Array.from({ length: count }, (_, index) => {
    const image = images[index % images.length] ?? new Blob()
    return new File([image], `IMG_${String(index + 1).padStart(5, '0')}.jpg`, { type: 'image/jpeg' })
  })
}

function drawHills(paper: CanvasRenderingContext2D, number: number, width: number, height: number) {
  const hue = (number * 137.5 + 205) % 360
  const sky = paper.createLinearGradient(0, 0, 0, height)
  sky.addColorStop(0, `hsl(${hue} 55% 42%)`)
  sky.addColorStop(0.7, `hsl(${(hue + 40) % 360} 75% 78%)`)
  paper.fillStyle = sky
  paper.fillRect(0, 0, width, height)
  paper.fillStyle = 'hsl(46 96% 88%)'
  paper.beginPath()
  paper.arc(width * (0.2 + ((number * 0.37) % 0.6)), height * 0.34, height * 0.08, 0, 2 * Math.PI)
  paper.fill()
  for (const [layer, base] of [0.56, 0.68, 0.82].entries()) {
    paper.fillStyle = `hsl(${(hue + 10 * layer) % 360} ${34 - 6 * layer}% ${40 - 11 * layer}%)`
    paper.beginPath()
    paper.moveTo(0, height)
    for (let x = 0; x <= width; x += 8) {
      const wave = Math.sin((x / width) * (5 + 2 * layer) + number + layer * 2)
      paper.lineTo(x, height * (base + 0.06 * wave))
    }
    paper.lineTo(width, height)
    paper.fill()
  }
}
