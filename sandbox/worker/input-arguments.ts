// Containers that hold their media themselves. A playlist (HLS, DASH, concat) names other files and addresses, and
// ffmpeg would open them: an upload could read this machine's files into its frames.
const containers = [
  'mov',
  'matroska',
  'avi',
  'mpegts',
  'mpeg',
  'mpegvideo',
  'ogg',
  'flv',
  'asf',
  'm4v',
  'h264',
  'hevc',
  'ivf',
  'mxf',
  'gif',
]

/** What ffmpeg is told before every file that somebody uploaded. */
export function inputArguments(path: string): readonly string[] {
  return ['-format_whitelist', containers.join(','), '-protocol_whitelist', 'file', '-i', path]
}
