import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HeadObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3'
import { afterAll, afterEach, beforeAll, expect, it, onTestFinished, vi } from 'vitest'
import type { Sandbox } from '../../sandbox/start-sandbox.ts'
import { createWorker, type Worker, type WorkerOptions } from '../../sandbox/worker/create-worker.ts'
import { findFfmpeg, startFfmpeg } from '../../sandbox/worker/ffmpeg.ts'
import { parseProbe } from '../../sandbox/worker/probe-video.ts'
import { ask, readBytes } from '../support/request-sandbox.ts'
import { makeVideo } from '../support/make-video.ts'
import { openSandbox } from '../support/sandbox.ts'

const never = new AbortController().signal
const damaged =
  'The file is not a video that can be read: it is damaged, incomplete or of another type. Upload another copy.'
let sandbox: Sandbox
let api: ReturnType<typeof ask>
let short: Uint8Array<ArrayBuffer>
let long: Uint8Array<ArrayBuffer>
let scratch: string

beforeAll(async () => {
  sandbox = await openSandbox()
  api = ask(`${sandbox.url}/s3`)
  scratch = await mkdtemp(join(tmpdir(), 'react-presigned-test-'))
  await makeVideo({ seconds: 10, size: '1280x720', path: join(scratch, 'short.mp4') })
  await makeVideo({ seconds: 130, size: '320x180', path: join(scratch, 'long.mp4') })
  short = await readBytes(join(scratch, 'short.mp4'))
  long = await readBytes(join(scratch, 'long.mp4'))
})

afterAll(async () => {
  await sandbox.close()
  await rm(scratch, { recursive: true, force: true })
})

afterEach(() => vi.unstubAllEnvs())

function startWorker(options: Partial<WorkerOptions> = {}): Worker {
  const worker = createWorker({ s3: sandbox.s3, bucket: sandbox.bucket, ...options })
  onTestFinished(() => worker.close())
  return worker
}

/** Processes a file and waits for its end. */
async function processed(id: string, options?: Partial<WorkerOptions>) {
  const worker = startWorker(options)
  worker.process(id)
  await worker.idle()
  return api.status(id)
}

async function keysUnder(prefix: string): Promise<string[]> {
  const { Contents = [] } = await sandbox.s3.send(
    new ListObjectsV2Command({ Bucket: sandbox.bucket, Prefix: prefix }),
  )
  return Contents.map(({ Key }) => Key ?? '')
}

/** A separate directory for temporary files, to check that none is left. */
async function ownTmpdir(): Promise<string> {
  const directory = await mkdtemp(join(scratch, 'tmp-'))
  vi.stubEnv('TMPDIR', directory)
  return directory
}

/** The processes whose arguments name a file of the directory. */
async function processesOn(directory: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')))
  return lines.filter((line) => line.includes(directory))
}

async function untilFrames(id: string, least = 1): Promise<void> {
  await expect
    .poll(async () => (await api.frames(id)).frames.length, { timeout: 20_000, interval: 20 })
    .toBeGreaterThanOrEqual(least)
}

it('video worker › stores a JPEG per second and the video’s metadata', async () => {
  const id = await api.send(short)
  expect(await processed(id)).toMatchObject({ status: 'completed' })

  expect((await api.file(id)).video).toEqual({
    fps: 25,
    duration: 10,
    frameCount: 10,
    width: 1280,
    height: 720,
  })
  const { frameCount, frames, complete } = await api.frames(id)
  expect({ frameCount, complete }).toEqual({ frameCount: 10, complete: true })
  expect(frames.map(({ index, atSeconds }) => [index, atSeconds])).toEqual(
    Array.from({ length: 10 }, (_, index) => [index, index + 0.5]),
  )
  expect(await keysUnder(`frames/${id}/`)).toHaveLength(10 + 1)
  for (const { url, index } of frames) {
    const response = await fetch(url)
    expect(response.headers.get('content-type')).toBe('image/jpeg')
    const bytes = Buffer.from(await response.arrayBuffer())
    expect([bytes.subarray(0, 3).toString('hex'), bytes.subarray(-2).toString('hex')]).toEqual([
      'ffd8ff',
      'ffd9',
    ])
    if (index === 0) expect(await sizeOf(bytes)).toEqual([480, 270])
  }
})

it('video worker › stores frames while it runs', async () => {
  const id = await api.send(long)
  const worker = startWorker({ maxFrames: 30 })
  worker.process(id)
  const seen = new Set<number>()
  await expect
    .poll(
      async () => {
        const { frames, complete } = await api.frames(id)
        seen.add(frames.length)
        return complete
      },
      { timeout: 25_000, interval: 20 },
    )
    .toBe(true)
  expect([...seen].filter((count) => count > 0 && count < 30).length).toBeGreaterThan(3)
  const { frames } = await api.frames(id)
  expect(frames).toHaveLength(30)
  expect((await api.file(id)).video).toMatchObject({ duration: 130, frameCount: 30 })
})

it('video worker › stores at most maxFrames frames', async () => {
  const id = await api.send(short)
  await processed(id, { maxFrames: 4 })
  const { frames } = await api.frames(id)
  expect(frames.map(({ atSeconds }) => atSeconds)).toEqual([1.25, 3.75, 6.25, 8.75])
})

it('video worker › measures a recording without duration', async () => {
  const path = join(scratch, 'recording.webm')
  const ffmpeg = startFfmpeg(
    await findFfmpeg(),
    [
      '-f',
      'lavfi',
      '-i',
      'testsrc2=s=320x180:r=25',
      '-t',
      '3',
      '-c:v',
      'libvpx',
      '-f',
      'webm',
      '-live',
      '1',
      path,
    ],
    never,
  )
  ffmpeg.stdout.resume()
  await ffmpeg.ended
  const id = await api.send(await readBytes(path), 'recording.webm', 'video/webm')
  expect(await processed(id)).toMatchObject({ status: 'completed' })
  const duration = (await api.file(id)).video?.duration
  expect(duration).toBeGreaterThan(2.9)
  expect(duration).toBeLessThanOrEqual(3)
})

it('video worker › processes two videos in parallel', async () => {
  const ids = await Promise.all([api.send(long), api.send(long)])
  const worker = startWorker({ concurrency: 2 })
  for (const id of ids) worker.process(id)
  await vi.waitFor(
    async () => {
      const counts = await Promise.all(ids.map(async (id) => (await api.frames(id)).frames.length))
      expect(counts.every((count) => count > 0 && count < 60)).toBe(true)
    },
    { timeout: 20_000, interval: 20 },
  )
})

it('video worker › ignores a file that is queued already', async () => {
  const id = await api.send(short)
  const worker = startWorker()
  worker.process(id)
  worker.process(id)
  await worker.idle()
  const written = async () => {
    const keys = await keysUnder(`frames/${id}/`)
    const heads = keys.map((Key) => sandbox.s3.send(new HeadObjectCommand({ Bucket: sandbox.bucket, Key })))
    return (await Promise.all(heads)).map(({ LastModified }) => LastModified)
  }
  const before = await written()
  expect(before).toHaveLength(11)
  worker.process(id)
  await worker.idle()
  expect(await written()).toEqual(before)
})

it.each([
  ['text under a video’s name', async () => new TextEncoder().encode('This is not a video.'), damaged],
  ['an empty file', async () => new Uint8Array(0), damaged],
  ['a video that was cut off', async () => short.slice(0, short.length / 2), damaged],
  // A playlist can refer to files of the server.
  [
    'a playlist',
    async () =>
      new TextEncoder().encode(`#EXTM3U\n#EXTINF:1,\nfile://${join(scratch, 'short.mp4')}\n#EXT-X-ENDLIST\n`),
    damaged,
  ],
  ['sound alone', soundOnly, 'The file has sound but no video. Upload a video.'],
])('video worker › explains the error of %s', async (_, bytes, sentence) => {
  const directory = await ownTmpdir()
  const id = await api.send(await bytes())
  expect(await processed(id)).toMatchObject({ status: 'failed', error: sentence })
  expect(await readdir(directory)).toEqual([])
})

it('video worker › stops after timeoutMs', async () => {
  const id = await api.send(long)
  expect(await processed(id, { timeoutMs: 300 })).toMatchObject({
    status: 'failed',
    error: 'Processing took too long and was stopped. Upload a shorter or smaller video.',
  })
})

it('video worker › reports server errors to onError and hides their details from the user', async () => {
  const errors: unknown[] = []
  const id = await api.send(short)
  const state = await processed(id, {
    ffmpeg: async () => join(scratch, 'no-ffmpeg'),
    onError: (error) => void errors.push(error),
  })
  expect(state.error).toBe(
    'The video could not be processed because of a fault of the server. Upload it again.',
  )
  expect(errors).toEqual([new Error(`${join(scratch, 'no-ffmpeg')} cannot be run`)])
})

it('video worker › removes the frames of a video that is deleted while it is processed', async () => {
  const directory = await ownTmpdir()
  const id = await api.send(long)
  const worker = startWorker()
  worker.process(id)
  await untilFrames(id)
  expect((await api.remove(id)).ok).toBe(true)
  await worker.idle()
  expect(await keysUnder(`frames/${id}/`)).toEqual([])
  expect(await readdir(directory)).toEqual([])
})

it(
  'video worker › ends its processes and removes its files when it is closed, and can be started again',
  { timeout: 60_000 },
  async () => {
    const directory = await ownTmpdir()
    const id = await api.send(long)
    const worker = startWorker()
    worker.process(id)
    await untilFrames(id, 2)
    await expect.poll(() => processesOn(directory), { interval: 5 }).not.toEqual([])
    await worker.close()
    expect(await processesOn(directory)).toEqual([])
    expect(await readdir(directory)).toEqual([])
    expect(await api.status(id)).toMatchObject({ status: 'processing' })

    expect(await processed(id)).toMatchObject({ status: 'completed' })
    expect((await api.frames(id)).frames).toHaveLength(60)
  },
)

it('video worker › uses the ffmpeg of FFMPEG_PATH', async () => {
  expect(await findFfmpeg({ FFMPEG_PATH: '/opt/ffmpeg', PATH: process.env['PATH'] })).toBe('/opt/ffmpeg')
})

it('video worker › falls back to the ffmpeg of npm', async () => {
  const ffmpeg = await findFfmpeg({ PATH: scratch })
  expect(ffmpeg).toContain('node_modules')
  const id = await api.send(short)
  expect(await processed(id, { ffmpeg: async () => ffmpeg })).toMatchObject({ status: 'completed' })
  expect((await api.frames(id)).frames).toHaveLength(10)
})

async function soundOnly(): Promise<Uint8Array<ArrayBuffer>> {
  const path = join(scratch, 'sound.mp4')
  const ffmpeg = startFfmpeg(
    await findFfmpeg(),
    ['-y', '-f', 'lavfi', '-i', 'sine', '-t', '1', '-c:a', 'aac', path],
    never,
  )
  ffmpeg.stdout.resume()
  await ffmpeg.ended
  return readBytes(path)
}

async function sizeOf(image: Buffer): Promise<[number, number] | undefined> {
  const path = join(scratch, 'image.jpg')
  await writeFile(path, image)
  const ffmpeg = startFfmpeg(await findFfmpeg(), ['-i', path], never)
  ffmpeg.stdout.resume()
  const probed = parseProbe((await ffmpeg.ended).stderr)
  return probed && [probed.width, probed.height]
}
