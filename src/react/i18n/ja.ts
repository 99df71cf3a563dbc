import type { UploadErrorCode } from '../../errors.ts'
import type { UploadMessages } from './messages.ts'
import { createWords } from './plural.ts'

const { number, either, dotted } = createWords('ja', ['other'])

const errors: Record<UploadErrorCode, string> = {
  aborted: 'アップロードはキャンセルされました。意図したものでなければ、もう一度開始してください。',
  timeout: 'サーバーの応答に時間がかかりすぎています。もう一度お試しください。',
  offline: 'インターネットに接続されていません。接続を確認して、もう一度お試しください。',
  network: '接続が切れました。接続を確認して、もう一度お試しください。',
  cors: 'ストレージがこのページからのアップロードを受け付けていません。サイトの管理者にお知らせください。',
  'etag-not-exposed':
    'ストレージの応答の一部をこのページから読み取れません。サイトの管理者にお知らせください。',
  unauthorized: 'ログインの有効期限が切れました。ログインし直して、もう一度お試しください。',
  forbidden: 'このファイルをアップロードする権限がありません。権限を申請してください。',
  'url-expired': 'アップロードの許可の期限が切れました。もう一度お試しください。',
  'content-type':
    'ストレージが想定しているファイル形式と異なります。もう一度試しても解決しない場合は、サイトの管理者にお知らせください。',
  'too-large': 'ファイルが大きすぎます。より小さいファイルを選択してください。',
  'type-not-allowed': 'この形式のファイルは受け付けていません。別のファイルを選択してください。',
  'too-many-files': 'ファイルが多すぎます。先にいくつか削除してください。',
  duplicate: 'このファイルはすでにあります。',
  'empty-name': 'ファイル名がありません。名前を付けて、もう一度追加してください。',
  'file-unreadable': 'ファイルを読み取れません。ファイルがあることを確認して、選択し直してください。',
  'file-changed': 'ファイルが途中で変更されました。選択し直してください。',
  checksum: 'ファイルが破損した状態で届きました。もう一度お試しください。',
  stalled: '転送が止まっています。接続を確認して、もう一度お試しください。',
  'rate-limited': 'サーバーが混み合っています。しばらく待ってから、もう一度お試しください。',
  'server-error': 'サーバーでエラーが発生しました。時間をおいて、もう一度お試しください。',
  'invalid-response':
    'サーバーの応答を解釈できません。もう一度試しても解決しない場合は、サイトの管理者にお知らせください。',
  'not-found': 'ファイルがサーバーにありません。もう一度アップロードしてください。',
  'processing-failed':
    'ファイルは届きましたが、処理できませんでした。ファイルを確認して、もう一度アップロードしてください。',
  'processing-timeout': '処理に通常より時間がかかっています。後でもう一度ご確認ください。',
  unsupported: 'サーバーがこの操作に対応していません。サイトの管理者にお知らせください。',
}

/** Japanese. */
export const ja: UploadMessages = {
  locale: 'ja',
  dropzoneLabel: 'ファイルを追加',
  dropzonePrompt: 'ここにファイルやフォルダーをドロップ',
  dropzoneChoose: 'ファイルを選択',
  dropzoneDragging: {
    accept: 'ドロップして追加',
    reject: '追加できないものが含まれています',
    unknown: 'ドロップして追加',
  },
  dropzoneReading: 'ファイルを読み込み中…',
  dropzoneFound: (count) => `ファイルを読み込み中… ${number(count)} 件`,
  dropzoneStopReading: '中止',
  dropzoneChooseFolder: 'フォルダーを選択',
  dropzoneTakePhoto: '写真を撮る',
  dropzoneRecordVideo: '動画を撮る',
  dropzoneDragRefused({ total, ofWrongType, tooMany, types }) {
    const only = `追加できるのは${either(types)}のみです`
    if (ofWrongType === total) return only
    if (ofWrongType > 0) return `${number(total)} 件中 ${number(ofWrongType)} 件は追加できません。${only}`
    if (tooMany === total) return 'これ以上追加できません'
    return `追加できるのは ${number(total)} 件中 ${number(total - tooMany)} 件のみです`
  },
  dropzoneDragPage: 'どこにでもドロップして追加できます',
  dropzoneNews: ({ added, refused, first, asked }) =>
    [
      added > 0 ? `${number(added)} 件のファイルを追加しました。` : '',
      refused > 0 ? `${number(refused)} 件のファイルを追加できませんでした。${first.join('')}` : '',
      asked > 0
        ? `${number(asked)} 件のファイルはすでにあります。もう一度追加するか、スキップしますか？`
        : '',
    ].join(''),
  typeNames: { image: '画像', video: '動画', audio: '音声', text: 'テキスト' },
  dropzoneTakes: ({ types, maxSize, maxFiles, required }) =>
    dotted(
      required && '必須',
      types.join('、'),
      maxSize && `1 件あたり ${maxSize} まで`,
      maxFiles !== undefined && `最大 ${number(maxFiles)} 件`,
    ),
  rejectionsTitle: (count) => `${number(count)} 件のファイルを追加できませんでした`,
  rejectionsDismiss: '閉じる',
  moreFiles: (count) => `ほか ${number(count)} 件`,
  rejectedTooLarge: (limit) => `${limit} を超えています。より小さいファイルを選択してください。`,
  rejectedType: (types) => `この形式は受け付けていません。${either(types)}を選択してください。`,
  rejectedTooMany: (limit) =>
    `追加できるのは ${number(limit)} 件までです。先に別のファイルを削除してください。`,
  rejectedEmptyName: 'ファイル名がありません。名前を付けて、もう一度追加してください。',
  rejectedUnreadable: '読み取れないか、すでにありません。確認して、もう一度追加してください。',
  rejectedUnreadableName: 'ファイルまたはフォルダー',
  rejectedEmptyFolder: 'フォルダーが空です。何も追加されませんでした。',
  rejectedDuplicate: 'すでにあります。',
  rejectedOneAtATime: '一度に追加できるのは 1 件です。このファイルは別に追加してください。',
  rejectedUnchecked: '確認できませんでした。もう一度追加してください。',
  duplicatesTitle: (count) => `${number(count)} 件のファイルはすでにあります`,
  duplicateAdd: (name) => `もう一度追加: ${name}`,
  duplicateAddShort: 'もう一度追加',
  duplicateSkip: (name) => `スキップ: ${name}`,
  duplicateSkipShort: 'スキップ',
  duplicatesAddAll: 'すべてもう一度追加',
  duplicatesSkipAll: 'すべてスキップ',
  fieldMissing: 'ファイルを 1 件以上追加してください。',
  fieldUnfinished: 'アップロード中のファイルがあります。完了を待つか、削除してください。',
  fieldFailed: (count) =>
    `${number(count)} 件のファイルをアップロードできませんでした。もう一度試すか、失敗したものを削除してください。`,

  uploadsLabel: 'アップロード',
  uploadsEmpty: 'アップロードはまだありません',
  uploadsSummary({ total, completed, failed }) {
    if (total === 0) return 'アップロードするものはありません'
    const done = `${number(total)} 件中 ${number(completed)} 件完了`
    return failed > 0 ? `${done}、${number(failed)} 件失敗` : done
  },
  status: {
    idle: 'アップロードするものはありません',
    queued: '待機中',
    hashing: '確認中',
    signing: '準備中',
    uploading: 'アップロード中',
    finishing: '完了処理中',
    processing: '処理中',
    paused: '一時停止中',
    completed: 'アップロード済み',
    failed: '失敗',
    cancelled: 'キャンセル済み',
  },
  progressText: ({ percent, sent, total }) => `${percent} · ${sent} / ${total}`,
  amountText: ({ sent, total }) => `${sent} / ${total}`,
  speedText: (speed) => speed,
  timeLeftText: (time) => `残り ${time}`,
  retryingText: (time) => `${time}後に再試行`,
  offlineText: '接続を待っています',
  restartsText: '一時停止中。再開すると最初からになります',
  error: ({ code }) => errors[code],
  cancel: (name) => `${name} をキャンセル`,
  pause: (name) => `${name} を一時停止`,
  resume: (name) => `${name} を再開`,
  retry: (name) => `${name} を再試行`,
  retryShort: '再試行',
  remove: (name) => `${name} を一覧から削除`,
  pauseAll: 'すべて一時停止',
  resumeAll: 'すべて再開',
  cancelAll: 'すべてキャンセル',
  retryFailed: '失敗したものを再試行',
  clearCompleted: '完了したものを消去',
  announceStarted: (count) => `${number(count)} 件のファイルをアップロードしています`,
  announceProgress: ({ percent, counts }) =>
    counts.total === 1 ? percent : `${percent}、${ja.uploadsSummary(counts)}`,
  announcePaused: 'アップロードを一時停止しました',

  galleryLabel: '動画のフレーム',
  galleryLabelOf: (name) => `${name} のフレーム`,
  galleryEmpty: 'この動画にはフレームがありません。',
  galleryLoading: 'フレームを読み込み中…',
  galleryProcessing: '動画の処理中、フレームがここに表示されます。',
  galleryNotVideo: 'このファイルは動画ではありません。',
  galleryFailed: 'フレームを読み込めませんでした。',
  galleryRetry: '再試行',
  galleryCount: ({ arrived, count }) =>
    arrived < count ? `${number(count)} 枚中 ${number(arrived)} 枚` : `${number(count)} 枚`,
  galleryBroken: (count) => `${number(count)} 枚のフレームを読み込めませんでした。`,
  framePreview: 'お使いのファイルのプレビュー',
  previewLabel: ({ number: place, time }) =>
    time === undefined ? `画像 ${number(place)}` : `${time} の画像`,
  gallerySelected: (count) => `${number(count)} 枚を選択中`,
  galleryDeselect: '選択を解除',
  galleryTyped: (time) => `${time} に移動`,
  galleryPlay: 'フレームを再生',
  galleryPause: '一時停止',
  stageLabel: '画像',
  zoomIn: '拡大',
  zoomOut: '縮小',
  frameOpenOriginal: '元の画像を新しいタブで開く',
  frameDownload: '元の画像をダウンロード',
  frameRetry: 'このフレームを再読み込み',
  frameLabel({ number: place, count, time }) {
    const text = `フレーム ${number(place)} / ${number(count)}`
    return time === undefined ? text : `${text}、${time}`
  },
  framePending: 'このフレームはまだ届いていません',
  frameBroken: 'このフレームを読み込めませんでした',
  frameOpen: 'フレームを開く',
  dialogClose: '閉じる',
  dialogPrevious: '前のフレーム',
  dialogNext: '次のフレーム',
  scrubberLabel: 'フレーム',
}
