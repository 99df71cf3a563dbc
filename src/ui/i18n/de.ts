import type { UploadErrorCode } from '../../errors.ts'
import type { UploadCounts } from '../../uploader/progress.ts'
import type { UploadMessages } from './messages.ts'
import { createWords } from './plural.ts'

const { number, plural, either, sentences, dotted } = createWords('de', ['one', 'other'])

const files = (count: number) => plural(count, { one: '# Datei', other: '# Dateien' })
const frames = (count: number) => plural(count, { one: '# Bild', other: '# Bilder' })

function summary({ total, completed, failed }: UploadCounts): string {
  if (total === 0) return 'Nichts hochzuladen'
  const done = `${number(completed)} von ${number(total)} hochgeladen`
  return failed > 0 ? `${done}, ${number(failed)} fehlgeschlagen` : done
}

const errors: Record<UploadErrorCode, string> = {
  aborted: 'Das Hochladen wurde abgebrochen. Starten Sie es erneut, falls das nicht gewollt war.',
  timeout: 'Der Server hat nicht rechtzeitig geantwortet. Versuchen Sie es erneut.',
  offline: 'Es besteht keine Internetverbindung. Prüfen Sie die Verbindung und versuchen Sie es erneut.',
  network: 'Die Verbindung ist abgebrochen. Prüfen Sie sie und versuchen Sie es erneut.',
  cors: 'Der Speicher nimmt von dieser Seite keine Dateien an. Melden Sie das dem Betreiber der Seite.',
  'etag-not-exposed':
    'Diese Seite kann die Antwort des Speichers nicht vollständig lesen. Melden Sie das dem Betreiber der Seite.',
  unauthorized: 'Sie sind nicht mehr angemeldet. Melden Sie sich an und versuchen Sie es erneut.',
  forbidden: 'Sie dürfen diese Datei nicht hochladen. Bitten Sie um die Berechtigung.',
  'url-expired': 'Der Upload-Link ist abgelaufen. Versuchen Sie es erneut.',
  'content-type':
    'Der Speicher hat einen anderen Dateityp erwartet. Versuchen Sie es erneut, oder melden Sie es dem Betreiber der Seite.',
  'too-large': 'Die Datei ist zu groß. Wählen Sie eine kleinere.',
  'type-not-allowed': 'Dieser Dateityp wird nicht unterstützt. Wählen Sie eine andere Datei.',
  'too-many-files': 'Zu viele Dateien. Entfernen Sie zuerst einige.',
  duplicate: 'Die Datei ist bereits vorhanden.',
  'empty-name': 'Die Datei hat keinen Namen. Benennen Sie sie um und fügen Sie sie erneut hinzu.',
  'file-unreadable':
    'Die Datei kann nicht gelesen werden. Prüfen Sie, ob es sie noch gibt, und wählen Sie sie erneut aus.',
  'file-changed': 'Die Datei wurde inzwischen geändert. Wählen Sie sie erneut aus.',
  checksum: 'Die Datei wurde bei der Übertragung beschädigt. Versuchen Sie es erneut.',
  stalled: 'Die Übertragung ist ins Stocken geraten. Prüfen Sie die Verbindung und versuchen Sie es erneut.',
  'rate-limited':
    'Der Server bekommt zu viele Anfragen. Warten Sie einen Moment und versuchen Sie es erneut.',
  'bad-request': 'Der Server hat die Anfrage abgelehnt. Melden Sie es dem Betreiber der Seite.',
  conflict:
    'Die Datei wurde auf dem Server inzwischen geändert. Laden Sie die Seite neu und versuchen Sie es erneut.',
  'server-error': 'Der Server hat einen Fehler gemeldet. Versuchen Sie es später erneut.',
  'invalid-response':
    'Der Server hat unerwartet geantwortet. Versuchen Sie es erneut, oder melden Sie es dem Betreiber der Seite.',
  'not-found': 'Die Datei ist auf dem Server nicht mehr vorhanden. Laden Sie sie erneut hoch.',
  'processing-failed':
    'Die Datei wurde hochgeladen, konnte aber nicht verarbeitet werden. Prüfen Sie sie und laden Sie sie erneut hoch.',
  'processing-timeout': 'Die Verarbeitung dauert ungewöhnlich lange. Sehen Sie später noch einmal nach.',
  unsupported: 'Der Server unterstützt diese Aktion nicht. Melden Sie es dem Betreiber der Seite.',
}

const retryReasons: Partial<Record<UploadErrorCode, string>> = {
  network: 'Verbindung unterbrochen.',
  timeout: 'Der Server antwortet nicht.',
  stalled: 'Die Übertragung stockt.',
  'rate-limited': 'Der Server ist ausgelastet.',
  'server-error': 'Der Server ist nicht verfügbar.',
}

/** German. */
export const de: UploadMessages = {
  locale: 'de',
  dropzone: {
    label: 'Dateien hinzufügen',
    prompt: 'Dateien oder Ordner hier ablegen',
    chooseFiles: 'Dateien auswählen',
    dragging: {
      accept: 'Loslassen zum Hinzufügen',
      reject: 'Einige davon können nicht hinzugefügt werden',
      unknown: 'Loslassen zum Hinzufügen',
    },
    reading: 'Dateien werden gelesen …',
    filesFound: (count) => `Dateien werden gelesen … ${number(count)} gefunden`,
    cancelReading: 'Abbrechen',
    chooseFolder: 'Ordner auswählen',
    takePhoto: 'Foto aufnehmen',
    recordVideo: 'Video aufnehmen',
    dragRejected({ total, ofWrongType, tooMany, types }) {
      if (ofWrongType === total) return `Nur ${either(types)} möglich`
      if (ofWrongType > 0)
        return `${number(ofWrongType)} von ${number(total)} ${ofWrongType === 1 ? 'wird' : 'werden'} nicht unterstützt. Nur ${either(types)} möglich`
      if (tooMany === total) return 'Sie können keine weiteren Dateien hinzufügen'
      return `Sie können nur ${number(total - tooMany)} von ${number(total)} hinzufügen`
    },
    dropAnywhere: 'Zum Hinzufügen an beliebiger Stelle loslassen',
    announcement: ({ added, rejected, reasons, duplicates }) =>
      sentences(
        added > 0 && `${files(added)} hinzugefügt.`,
        rejected > 0 && `${files(rejected)} nicht hinzugefügt. ${reasons.join(' ')}`,
        duplicates > 0 && `${files(duplicates)} bereits hinzugefügt: erneut hinzufügen oder überspringen?`,
      ),
    typeNames: { image: 'Bilder', video: 'Videos', audio: 'Audiodateien', text: 'Textdateien' },
    hint: ({ types, maxSize, maxFiles, required }) =>
      dotted(
        required && 'erforderlich',
        types.join(', '),
        maxSize && `jeweils bis zu ${maxSize}`,
        maxFiles !== undefined && `bis zu ${files(maxFiles)}`,
      ),
    rejectionsTitle: (count) =>
      plural(count, { one: '# Datei wurde nicht hinzugefügt', other: '# Dateien wurden nicht hinzugefügt' }),
    dismissRejections: 'Schließen',
    showMore: (count) => `und ${number(count)} weitere`,
    tooLarge: (limit) => `Die Datei ist zu groß. Möglich sind bis zu ${limit}.`,
    unsupportedType: (types) =>
      `Dieser Dateityp wird nicht unterstützt. Unterstützt werden: ${types.join(', ')}.`,
    tooManyFiles: (limit) =>
      limit === 1
        ? 'Sie können nur 1 Datei hinzufügen. Entfernen Sie zuerst die andere.'
        : `Sie können bis zu ${files(limit)} hinzufügen. Entfernen Sie zuerst eine.`,
    emptyName: 'Die Datei hat keinen Namen. Benennen Sie sie um und fügen Sie sie erneut hinzu.',
    unreadable:
      'Die Datei kann nicht gelesen werden. Prüfen Sie, ob es sie noch gibt, und fügen Sie sie erneut hinzu.',
    unreadableName: 'Datei oder Ordner',
    emptyFolder: 'Dieser Ordner ist leer.',
    duplicate: 'Bereits hinzugefügt.',
    oneAtATime: 'Sie können nur eine Datei auf einmal hinzufügen.',
    validationFailed: 'Die Datei konnte nicht geprüft werden. Fügen Sie sie erneut hinzu.',
    duplicatesTitle: (count) =>
      plural(count, {
        one: '# Datei wurde bereits hinzugefügt',
        other: '# Dateien wurden bereits hinzugefügt',
      }),
    addDuplicateNamed: (name) => `Erneut hinzufügen: ${name}`,
    addDuplicate: 'Erneut hinzufügen',
    skipDuplicateNamed: (name) => `Überspringen: ${name}`,
    skipDuplicate: 'Überspringen',
    addAllDuplicates: 'Alle erneut hinzufügen',
    skipAllDuplicates: 'Alle überspringen',
    required: 'Fügen Sie mindestens eine Datei hinzu.',
    uploadsInProgress:
      'Es werden noch Dateien hochgeladen. Warten Sie, bis sie fertig sind, oder entfernen Sie sie.',
    uploadsFailed: (count) =>
      `${plural(count, { one: '# Datei konnte', other: '# Dateien konnten' })} nicht hochgeladen werden. Versuchen Sie es erneut oder entfernen Sie sie.`,
  },
  uploads: {
    label: 'Uploads',
    empty: 'Noch keine Uploads',
    summary,
    status: {
      idle: 'Nichts hochzuladen',
      queued: 'Wartet',
      hashing: 'Wird geprüft',
      signing: 'Wird vorbereitet',
      uploading: 'Wird hochgeladen',
      finishing: 'Wird abgeschlossen',
      processing: 'Wird verarbeitet',
      retrying: 'Wird wiederholt',
      offline: 'Verbindung getrennt. Wird automatisch fortgesetzt',
      paused: 'Pausiert',
      completed: 'Hochgeladen',
      failed: 'Fehlgeschlagen',
      cancelled: 'Abgebrochen',
    },
    progress: ({ percent, sent, total }) => `${percent} · ${sent} von ${total}`,
    amount: ({ sent, total }) => `${sent} von ${total}`,
    speed: (speed) => speed,
    timeLeft: (time) => `noch ${time}`,
    retrying: ({ error, time }) => sentences(retryReasons[error.code], `Neuer Versuch in ${time}`),
    willRestart: 'Pausiert. Beginnt wieder von vorn',
    cancelNamed: (name) => `${name} abbrechen`,
    pauseNamed: (name) => `${name} pausieren`,
    resumeNamed: (name) => `${name} fortsetzen`,
    retryNamed: (name) => `${name} erneut versuchen`,
    retry: 'Erneut versuchen',
    removeNamed: (name) => `${name} entfernen`,
    pauseAll: 'Alle pausieren',
    resumeAll: 'Alle fortsetzen',
    cancelAll: 'Alle abbrechen',
    retryFailed: 'Fehlgeschlagene wiederholen',
    clearCompleted: 'Fertige entfernen',
  },
  errors: {
    describe: ({ code }) => errors[code],
  },
  announcer: {
    started: (count) =>
      plural(count, { one: '# Datei wird hochgeladen', other: '# Dateien werden hochgeladen' }),
    progress: ({ percent, counts }) => (counts.total === 1 ? percent : `${percent}, ${summary(counts)}`),
    paused: 'Uploads pausiert',
    processing: 'Wird verarbeitet',
    summary,
  },
  gallery: {
    label: 'Einzelbilder des Videos',
    labelOf: (name) => `Einzelbilder von ${name}`,
    empty: 'Für dieses Video sind keine Einzelbilder verfügbar.',
    loading: 'Einzelbilder werden geladen …',
    processing: 'Die Einzelbilder erscheinen hier, während das Video verarbeitet wird.',
    notVideo: 'Diese Datei ist kein Video.',
    failed: 'Die Einzelbilder konnten nicht geladen werden.',
    retry: 'Erneut versuchen',
    count: ({ arrived, count }) =>
      arrived < count ? `${number(arrived)} von ${frames(count)}` : frames(count),
    failedCount: (count) =>
      plural(count, {
        one: '# Bild konnte nicht geladen werden.',
        other: '# Bilder konnten nicht geladen werden.',
      }),
    localPreview: 'Vorschau von Ihrem Gerät',
    localPreviewLabel: ({ number: position, time }) =>
      time === undefined ? `Vorschau ${number(position)}` : `Vorschau bei ${time}`,
    selectedCount: (count) => `${number(count)} ausgewählt`,
    deselectAll: 'Auswahl aufheben',
    typeahead: (time) => `Gehe zu ${time}`,
    play: 'Bilder abspielen',
    pause: 'Anhalten',
    viewportLabel: 'Bild',
    zoomIn: 'Vergrößern',
    zoomOut: 'Verkleinern',
    openOriginal: 'Original in neuem Tab öffnen',
    downloadOriginal: 'Original herunterladen',
    retryFrame: 'Dieses Bild erneut laden',
    frameLabel({ number: position, count, time }) {
      const text = `Bild ${number(position)} von ${number(count)}`
      return time === undefined ? text : `${text}, bei ${time}`
    },
    frameLoading: 'Bild wird geladen',
    frameFailed: 'Bild konnte nicht geladen werden',
    openFrame: 'Bild öffnen',
    close: 'Schließen',
    previousFrame: 'Vorheriges Bild',
    nextFrame: 'Nächstes Bild',
    scrubberLabel: 'Bild',
  },
}
