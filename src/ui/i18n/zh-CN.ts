import type { UploadErrorCode } from '../../errors.ts'
import type { UploadCounts } from '../../uploader/progress.ts'
import type { UploadMessages } from './messages.ts'
import { createWords } from './plural.ts'

const { number, either, dotted } = createWords('zh-CN', ['other'])

function summary({ total, completed, failed }: UploadCounts): string {
  if (total === 0) return '没有要上传的文件'
  const done = `已上传 ${number(completed)}/${number(total)}`
  return failed > 0 ? `${done}，${number(failed)} 个失败` : done
}

const errors: Record<UploadErrorCode, string> = {
  aborted: '上传已取消。如非本意，请重新开始。',
  timeout: '服务器响应超时。请重试。',
  offline: '没有网络连接。请检查网络后重试。',
  network: '连接已中断。请检查网络后重试。',
  cors: '存储服务不接受来自此页面的上传。请告知网站管理员。',
  'etag-not-exposed': '此页面无法读取存储服务的完整响应。请告知网站管理员。',
  unauthorized: '登录已失效。请重新登录后重试。',
  forbidden: '您无权上传此文件。请申请权限。',
  'url-expired': '上传链接已过期。请重试。',
  'content-type': '文件类型与存储服务的要求不符。请重试；若仍失败，请告知网站管理员。',
  'too-large': '文件过大。请选择较小的文件。',
  'type-not-allowed': '不支持此文件类型。请选择其他文件。',
  'too-many-files': '文件过多。请先移除一些。',
  duplicate: '该文件已存在。',
  'empty-name': '文件没有名称。请命名后重新添加。',
  'file-unreadable': '无法读取文件。请确认文件仍然存在，然后重新选择。',
  'file-changed': '文件在此期间已被修改。请重新选择。',
  checksum: '文件在传输中损坏。请重试。',
  stalled: '传输已停滞。请检查网络后重试。',
  'rate-limited': '服务器请求过多。请稍候重试。',
  'bad-request': '服务器拒绝了此请求。请告知网站管理员。',
  conflict: '服务器上的文件已发生变化。请刷新页面后重试。',
  'server-error': '服务器出错。请稍后重试。',
  'invalid-response': '服务器返回了意外的响应。请重试；若仍失败，请告知网站管理员。',
  'not-found': '服务器上已没有此文件。请重新上传。',
  'processing-failed': '文件已上传，但处理失败。请检查文件后重新上传。',
  'processing-timeout': '处理时间比平时长。请稍后再查看。',
  unsupported: '服务器不支持此操作。请告知网站管理员。',
}

const retryReasons: Partial<Record<UploadErrorCode, string>> = {
  network: '网络连接中断，',
  timeout: '服务器无响应，',
  stalled: '传输已停滞，',
  'rate-limited': '服务器繁忙，',
  'server-error': '服务器暂不可用，',
}

/** Chinese, simplified. */
export const zhCN: UploadMessages = {
  locale: 'zh-CN',
  dropzone: {
    label: '添加文件',
    prompt: '将文件或文件夹拖放到此处',
    chooseFiles: '选择文件',
    dragging: { accept: '松开即可添加', reject: '其中一些无法添加', unknown: '松开即可添加' },
    reading: '正在读取文件…',
    filesFound: (count) => `正在读取文件… 已找到 ${number(count)} 个`,
    cancelReading: '取消',
    chooseFolder: '选择文件夹',
    takePhoto: '拍照',
    recordVideo: '录制视频',
    dragRejected({ total, ofWrongType, tooMany, types }) {
      const only = `仅支持${either(types)}`
      if (ofWrongType === total) return only
      if (ofWrongType > 0) return `${number(total)} 个文件中有 ${number(ofWrongType)} 个不受支持。${only}`
      if (tooMany === total) return '无法再添加文件'
      return `${number(total)} 个文件中只能添加 ${number(total - tooMany)} 个`
    },
    dropAnywhere: '在任意位置松开即可添加',
    announcement: ({ added, rejected, reasons, duplicates }) =>
      [
        added > 0 ? `已添加 ${number(added)} 个文件。` : '',
        rejected > 0 ? `${number(rejected)} 个文件未添加。${reasons.join('')}` : '',
        duplicates > 0 ? `${number(duplicates)} 个文件已添加过：再次添加还是跳过？` : '',
      ].join(''),
    typeNames: { image: '图片', video: '视频', audio: '音频', text: '文本' },
    hint: ({ types, maxSize, maxFiles, required }) =>
      dotted(
        required && '必填',
        types.join('、'),
        maxSize && `每个不超过 ${maxSize}`,
        maxFiles !== undefined && `最多 ${number(maxFiles)} 个文件`,
      ),
    rejectionsTitle: (count) => `${number(count)} 个文件未添加`,
    dismissRejections: '关闭',
    showMore: (count) => `还有 ${number(count)} 个`,
    tooLarge: (limit) => `文件过大（上限 ${limit}）。`,
    unsupportedType: (types) => `不支持此文件类型。请选择${either(types)}。`,
    tooManyFiles: (limit) =>
      limit === 1
        ? '只能添加 1 个文件。请先移除另一个。'
        : `最多可添加 ${number(limit)} 个文件。请先移除一个。`,
    emptyName: '文件没有名称。请命名后重新添加。',
    unreadable: '无法读取此文件。请确认文件仍然存在，然后重新添加。',
    unreadableName: '文件或文件夹',
    emptyFolder: '此文件夹为空。',
    duplicate: '已添加。',
    oneAtATime: '一次只能添加一个文件。',
    validationFailed: '无法检查此文件。请重新添加。',
    duplicatesTitle: (count) => `${number(count)} 个文件已添加过`,
    addDuplicateNamed: (name) => `再次添加：${name}`,
    addDuplicate: '再次添加',
    skipDuplicateNamed: (name) => `跳过：${name}`,
    skipDuplicate: '跳过',
    addAllDuplicates: '全部再次添加',
    skipAllDuplicates: '全部跳过',
    required: '请至少添加一个文件。',
    uploadsInProgress: '仍有文件正在上传。请等待上传完成，或移除这些文件。',
    uploadsFailed: (count) => `${number(count)} 个文件上传失败。请重试，或移除失败的文件。`,
  },
  uploads: {
    label: '上传',
    empty: '暂无上传',
    summary,
    status: {
      idle: '没有要上传的文件',
      queued: '等待中',
      hashing: '正在校验',
      signing: '正在准备',
      uploading: '正在上传',
      finishing: '即将完成',
      processing: '正在处理',
      retrying: '正在重试',
      offline: '网络已断开，恢复后将自动继续',
      paused: '已暂停',
      completed: '已上传',
      failed: '失败',
      cancelled: '已取消',
    },
    progress: ({ percent, sent, total }) => `${percent} · ${sent}/${total}`,
    amount: ({ sent, total }) => `${sent}/${total}`,
    speed: (speed) => speed,
    timeLeft: (time) => `剩余 ${time}`,
    retrying: ({ error, time }) => `${retryReasons[error.code] ?? ''}${time}后重试`,
    willRestart: '已暂停，将从头开始',
    cancelNamed: (name) => `取消 ${name}`,
    pauseNamed: (name) => `暂停 ${name}`,
    resumeNamed: (name) => `继续 ${name}`,
    retryNamed: (name) => `重试 ${name}`,
    retry: '重试',
    removeNamed: (name) => `移除 ${name}`,
    pauseAll: '全部暂停',
    resumeAll: '全部继续',
    cancelAll: '全部取消',
    retryFailed: '重试失败项',
    clearCompleted: '清除已完成',
  },
  errors: {
    describe: ({ code }) => errors[code],
  },
  announcer: {
    started: (count) => `正在上传 ${number(count)} 个文件`,
    progress: ({ percent, counts }) => (counts.total === 1 ? percent : `${percent}，${summary(counts)}`),
    paused: '上传已暂停',
    processing: '正在处理',
    summary,
  },
  gallery: {
    label: '视频帧',
    labelOf: (name) => `${name} 的视频帧`,
    empty: '此视频没有可用的帧。',
    loading: '正在加载帧…',
    processing: '视频处理期间，帧会显示在这里。',
    notVideo: '此文件不是视频。',
    failed: '无法加载帧。',
    retry: '重试',
    count: ({ arrived, count }) =>
      arrived < count ? `${number(arrived)}/${number(count)} 帧` : `${number(count)} 帧`,
    failedCount: (count) => `${number(count)} 帧无法加载。`,
    localPreview: '来自您设备的预览',
    localPreviewLabel: ({ number: position, time }) =>
      time === undefined ? `预览 ${number(position)}` : `${time} 处的预览`,
    selectedCount: (count) => `已选择 ${number(count)} 帧`,
    deselectAll: '取消全选',
    typeahead: (time) => `跳转到 ${time}`,
    play: '播放帧',
    pause: '暂停',
    viewportLabel: '图片',
    zoomIn: '放大',
    zoomOut: '缩小',
    openOriginal: '在新标签页中打开原图',
    downloadOriginal: '下载原图',
    retryFrame: '重新加载此帧',
    frameLabel({ number: position, count, time }) {
      const text = `第 ${number(position)} 帧，共 ${number(count)} 帧`
      return time === undefined ? text : `${text}，位于 ${time}`
    },
    frameLoading: '正在加载帧',
    frameFailed: '无法加载此帧',
    openFrame: '打开帧',
    close: '关闭',
    previousFrame: '上一帧',
    nextFrame: '下一帧',
    scrubberLabel: '帧',
  },
}
