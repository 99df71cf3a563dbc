import type { UploadErrorCode } from '../../errors.ts'
import type { UploadCounts } from '../../uploader/progress.ts'
import type { UploadMessages } from './messages.ts'
import { createWords } from './plural.ts'

const { number, either, dotted } = createWords('ja', ['other'])

function summary({ total, completed, failed }: UploadCounts): string {
  if (total === 0) return 'アップロードするものはありません'
  const done = `${number(total)} 件中 ${number(completed)} 件完了`
  return failed > 0 ? `${done}、${number(failed)} 件失敗` : done
}

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
  'url-expired': 'アップロード用リンクの有効期限が切れました。もう一度お試しください。',
  'content-type':
    'ストレージが想定しているファイル形式と異なります。もう一度試しても解決しない場合は、サイトの管理者にお知らせください。',
  'too-large': 'ファイルが大きすぎます。より小さいファイルを選択してください。',
  'type-not-allowed': 'このファイル形式には対応していません。別のファイルを選択してください。',
  'too-many-files': 'ファイルが多すぎます。先にいくつか削除してください。',
  duplicate: 'このファイルはすでにあります。',
  'empty-name': 'ファイル名がありません。名前を付けて、もう一度追加してください。',
  'file-unreadable': 'ファイルを読み取れません。ファイルがあることを確認して、選択し直してください。',
  'file-changed': 'ファイルが途中で変更されました。選択し直してください。',
  checksum: 'ファイルが転送中に破損しました。もう一度お試しください。',
  stalled: '転送が止まっています。接続を確認して、もう一度お試しください。',
  'rate-limited': 'サーバーが混み合っています。しばらく待ってから、もう一度お試しください。',
  'bad-request': 'サーバーがリクエストを受け付けませんでした。サイトの管理者にお知らせください。',
  conflict: 'サーバー上のファイルが変更されました。ページを再読み込みして、もう一度お試しください。',
  'server-error': 'サーバーでエラーが発生しました。時間をおいて、もう一度お試しください。',
  'invalid-response':
    'サーバーから予期しない応答がありました。もう一度試しても解決しない場合は、サイトの管理者にお知らせください。',
  'not-found': 'ファイルがサーバーにありません。もう一度アップロードしてください。',
  'processing-failed':
    'ファイルはアップロードされましたが、処理できませんでした。ファイルを確認して、もう一度アップロードしてください。',
  'processing-timeout': '処理に通常より時間がかかっています。後でもう一度ご確認ください。',
  unsupported: 'サーバーがこの操作に対応していません。サイトの管理者にお知らせください。',
}

const retryReasons: Partial<Record<UploadErrorCode, string>> = {
  network: '接続が切れました。',
  timeout: 'サーバーが応答しません。',
  stalled: '転送が止まっています。',
  'rate-limited': 'サーバーが混み合っています。',
  'server-error': 'サーバーを利用できません。',
}

/** Japanese. */
export const ja: UploadMessages = {
  locale: 'ja',
  dropzone: {
    label: 'ファイルを追加',
    prompt: 'ここにファイルやフォルダーをドロップ',
    chooseFiles: 'ファイルを選択',
    dragging: {
      accept: 'ドロップして追加',
      reject: '追加できないものが含まれています',
      unknown: 'ドロップして追加',
    },
    reading: 'ファイルを読み込み中…',
    filesFound: (count) => `ファイルを読み込み中… ${number(count)} 件`,
    cancelReading: '中止',
    chooseFolder: 'フォルダーを選択',
    takePhoto: '写真を撮る',
    recordVideo: '動画を撮る',
    dragRejected({ total, ofWrongType, tooMany, types }) {
      const only = `追加できるのは${either(types)}のみです`
      if (ofWrongType === total) return only
      if (ofWrongType > 0) return `${number(total)} 件中 ${number(ofWrongType)} 件は追加できません。${only}`
      if (tooMany === total) return 'これ以上追加できません'
      return `追加できるのは ${number(total)} 件中 ${number(total - tooMany)} 件のみです`
    },
    dropAnywhere: 'どこにでもドロップして追加できます',
    announcement: ({ added, rejected, reasons, duplicates }) =>
      [
        added > 0 ? `${number(added)} 件のファイルを追加しました。` : '',
        rejected > 0 ? `${number(rejected)} 件のファイルを追加できませんでした。${reasons.join('')}` : '',
        duplicates > 0
          ? `${number(duplicates)} 件のファイルは追加済みです。もう一度追加するか、スキップしますか？`
          : '',
      ].join(''),
    typeNames: { image: '画像', video: '動画', audio: '音声', text: 'テキスト' },
    hint: ({ types, maxSize, maxFiles, required }) =>
      dotted(
        required && '必須',
        types.join('、'),
        maxSize && `1 件あたり ${maxSize} まで`,
        maxFiles !== undefined && `最大 ${number(maxFiles)} 件`,
      ),
    rejectionsTitle: (count) => `${number(count)} 件のファイルを追加できませんでした`,
    dismissRejections: '閉じる',
    showMore: (count) => `ほか ${number(count)} 件`,
    tooLarge: (limit) => `ファイルが大きすぎます（上限 ${limit}）。`,
    unsupportedType: (types) => `このファイル形式には対応していません。${either(types)}を選択してください。`,
    tooManyFiles: (limit) =>
      limit === 1
        ? '追加できるファイルは 1 件のみです。先に別のファイルを削除してください。'
        : `追加できるのは ${number(limit)} 件までです。先に 1 件削除してください。`,
    emptyName: 'ファイル名がありません。名前を付けて、もう一度追加してください。',
    unreadable: 'ファイルを読み取れません。ファイルがあることを確認して、もう一度追加してください。',
    unreadableName: 'ファイルまたはフォルダー',
    emptyFolder: 'フォルダーが空です。',
    duplicate: '追加済みです。',
    oneAtATime: '一度に追加できるファイルは 1 件です。',
    validationFailed: 'ファイルを確認できませんでした。もう一度追加してください。',
    duplicatesTitle: (count) => `${number(count)} 件のファイルは追加済みです`,
    addDuplicateNamed: (name) => `もう一度追加: ${name}`,
    addDuplicate: 'もう一度追加',
    skipDuplicateNamed: (name) => `スキップ: ${name}`,
    skipDuplicate: 'スキップ',
    addAllDuplicates: 'すべてもう一度追加',
    skipAllDuplicates: 'すべてスキップ',
    required: 'ファイルを 1 件以上追加してください。',
    uploadsInProgress: 'アップロード中のファイルがあります。完了を待つか、削除してください。',
    uploadsFailed: (count) =>
      `${number(count)} 件のファイルをアップロードできませんでした。もう一度試すか、失敗したものを削除してください。`,
  },
  uploads: {
    label: 'アップロード',
    empty: 'アップロードはまだありません',
    summary,
    status: {
      idle: 'アップロードするものはありません',
      queued: '待機中',
      hashing: '確認中',
      signing: '準備中',
      uploading: 'アップロード中',
      finishing: '完了処理中',
      processing: '処理中',
      retrying: '再試行中',
      offline: '接続が切れました。復旧後に自動で再開します',
      paused: '一時停止中',
      completed: 'アップロード済み',
      failed: '失敗',
      cancelled: 'キャンセル済み',
    },
    progress: ({ percent, sent, total }) => `${percent} · ${sent} / ${total}`,
    amount: ({ sent, total }) => `${sent} / ${total}`,
    speed: (speed) => speed,
    timeLeft: (time) => `残り ${time}`,
    retrying: ({ error, time }) => `${retryReasons[error.code] ?? ''}${time}後に再試行します`,
    willRestart: '一時停止中。再開すると最初から始まります',
    cancelNamed: (name) => `${name} をキャンセル`,
    pauseNamed: (name) => `${name} を一時停止`,
    resumeNamed: (name) => `${name} を再開`,
    retryNamed: (name) => `${name} を再試行`,
    retry: '再試行',
    removeNamed: (name) => `${name} を一覧から削除`,
    pauseAll: 'すべて一時停止',
    resumeAll: 'すべて再開',
    cancelAll: 'すべてキャンセル',
    retryFailed: '失敗したものを再試行',
    clearCompleted: '完了したものを消去',
  },
  errors: {
    describe: ({ code }) => errors[code],
  },
  announcer: {
    started: (count) => `${number(count)} 件のファイルをアップロードしています`,
    progress: ({ percent, counts }) => (counts.total === 1 ? percent : `${percent}、${summary(counts)}`),
    paused: 'アップロードを一時停止しました',
    processing: '処理中',
    summary,
  },
  gallery: {
    label: '動画のフレーム',
    labelOf: (name) => `${name} のフレーム`,
    empty: 'この動画で利用できるフレームはありません。',
    loading: 'フレームを読み込み中…',
    processing: '動画の処理中、フレームがここに表示されます。',
    notVideo: 'このファイルは動画ではありません。',
    failed: 'フレームを読み込めませんでした。',
    retry: '再試行',
    count: ({ arrived, count }) =>
      arrived < count ? `${number(count)} 枚中 ${number(arrived)} 枚` : `${number(count)} 枚`,
    failedCount: (count) => `${number(count)} 枚のフレームを読み込めませんでした。`,
    localPreview: 'お使いのデバイスからのプレビュー',
    localPreviewLabel: ({ number: position, time }) =>
      time === undefined ? `プレビュー ${number(position)}` : `${time} のプレビュー`,
    selectedCount: (count) => `${number(count)} 枚を選択中`,
    deselectAll: '選択を解除',
    typeahead: (time) => `${time} に移動`,
    play: 'フレームを再生',
    pause: '一時停止',
    viewportLabel: '画像',
    zoomIn: '拡大',
    zoomOut: '縮小',
    openOriginal: '元の画像を新しいタブで開く',
    downloadOriginal: '元の画像をダウンロード',
    retryFrame: 'このフレームを再読み込み',
    frameLabel({ number: position, count, time }) {
      const text = `フレーム ${number(position)} / ${number(count)}`
      return time === undefined ? text : `${text}、${time}`
    },
    frameLoading: 'フレームを読み込み中',
    frameFailed: 'このフレームを読み込めませんでした',
    openFrame: 'フレームを開く',
    close: '閉じる',
    previousFrame: '前のフレーム',
    nextFrame: '次のフレーム',
    scrubberLabel: 'フレーム',
  },
}
