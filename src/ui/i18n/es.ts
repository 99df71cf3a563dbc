import type { UploadErrorCode } from '../../errors.ts'
import type { UploadCounts } from '../../uploader/progress.ts'
import type { UploadMessages } from './messages.ts'
import { createWords } from './plural.ts'

const { number, plural, sentences, dotted } = createWords('es', ['one', 'many', 'other'])

const files = (count: number) =>
  plural(count, { one: '# archivo', many: '# de archivos', other: '# archivos' })
const frames = (count: number) =>
  plural(count, { one: '# fotograma', many: '# de fotogramas', other: '# fotogramas' })

function summary({ total, completed, failed }: UploadCounts): string {
  if (total === 0) return 'Nada que subir'
  const ended = plural(completed, { one: 'subido', many: 'subidos', other: 'subidos' })
  const done = `${number(completed)} de ${number(total)} ${ended}`
  if (failed === 0) return done
  return `${done}, ${plural(failed, { one: '# con error', many: '# con error', other: '# con error' })}`
}

const errors: Record<UploadErrorCode, string> = {
  aborted: 'La subida se canceló. Vuelva a iniciarla si no era su intención.',
  timeout: 'El servidor tardó demasiado en responder. Inténtelo de nuevo.',
  offline: 'No hay conexión a Internet. Compruébela e inténtelo de nuevo.',
  network: 'Se interrumpió la conexión. Compruébela e inténtelo de nuevo.',
  cors: 'El almacenamiento no acepta subidas desde esta página. Avise al responsable del sitio.',
  'etag-not-exposed':
    'Esta página no puede leer toda la respuesta del almacenamiento. Avise al responsable del sitio.',
  unauthorized: 'Su sesión ha terminado. Inicie sesión e inténtelo de nuevo.',
  forbidden: 'No tiene permiso para subir este archivo. Solicítelo.',
  'url-expired': 'El enlace de subida ha caducado. Inténtelo de nuevo.',
  'content-type':
    'El almacenamiento esperaba otro tipo de archivo. Inténtelo de nuevo o avise al responsable del sitio.',
  'too-large': 'El archivo es demasiado grande. Elija uno más pequeño.',
  'type-not-allowed': 'Este tipo de archivo no es compatible. Elija otro archivo.',
  'too-many-files': 'Hay demasiados archivos. Quite antes algunos.',
  duplicate: 'El archivo ya existe.',
  'empty-name': 'El archivo no tiene nombre. Cámbiele el nombre y añádalo de nuevo.',
  'file-unreadable': 'No se puede leer el archivo. Compruebe que sigue existiendo y elíjalo de nuevo.',
  'file-changed': 'El archivo ha cambiado entretanto. Elíjalo de nuevo.',
  checksum: 'El archivo se dañó durante la transferencia. Inténtelo de nuevo.',
  stalled: 'La transferencia se ha detenido. Compruebe la conexión e inténtelo de nuevo.',
  'rate-limited': 'El servidor recibe demasiadas solicitudes. Espere un momento e inténtelo de nuevo.',
  'bad-request': 'El servidor ha rechazado la solicitud. Avise al responsable del sitio.',
  conflict: 'El archivo ha cambiado en el servidor. Actualice la página e inténtelo de nuevo.',
  'server-error': 'El servidor ha tenido un error. Inténtelo más tarde.',
  'invalid-response':
    'El servidor dio una respuesta inesperada. Inténtelo de nuevo o avise al responsable del sitio.',
  'not-found': 'El archivo ya no está en el servidor. Súbalo de nuevo.',
  'processing-failed': 'El archivo se subió, pero no se pudo procesar. Revíselo y súbalo de nuevo.',
  'processing-timeout': 'El procesamiento tarda más de lo normal. Vuelva a comprobarlo más tarde.',
  unsupported: 'El servidor no admite esta acción. Avise al responsable del sitio.',
}

const retryReasons: Partial<Record<UploadErrorCode, string>> = {
  network: 'Conexión interrumpida.',
  timeout: 'El servidor no responde.',
  stalled: 'La transferencia se ha detenido.',
  'rate-limited': 'El servidor está saturado.',
  'server-error': 'El servidor no está disponible.',
}

/** Spanish. */
export const es: UploadMessages = {
  locale: 'es',
  dropzone: {
    label: 'Añadir archivos',
    prompt: 'Suelte aquí archivos o carpetas',
    chooseFiles: 'Elegir archivos',
    dragging: {
      accept: 'Suelte para añadir',
      reject: 'Algunos no se pueden añadir',
      unknown: 'Suelte para añadir',
    },
    reading: 'Leyendo archivos…',
    filesFound: (count) =>
      `Leyendo archivos… ${plural(count, { one: '# encontrado', many: '# encontrados', other: '# encontrados' })}`,
    cancelReading: 'Cancelar',
    chooseFolder: 'Elegir una carpeta',
    takePhoto: 'Hacer una foto',
    recordVideo: 'Grabar un vídeo',
    dragRejected({ total, ofWrongType, tooMany, types }) {
      const only = `Formatos admitidos: ${types.join(', ')}`
      if (ofWrongType === total) return only
      if (ofWrongType > 0)
        return `${number(ofWrongType)} de ${number(total)} ${ofWrongType === 1 ? 'no es compatible' : 'no son compatibles'}. ${only}`
      if (tooMany === total) return 'No puede añadir más archivos'
      return `Solo puede añadir ${number(total - tooMany)} de ${number(total)}`
    },
    dropAnywhere: 'Suelte en cualquier lugar para añadir',
    announcement: ({ added, rejected, reasons, duplicates }) =>
      sentences(
        added > 0 &&
          plural(added, {
            one: '# archivo añadido.',
            many: '# de archivos añadidos.',
            other: '# archivos añadidos.',
          }),
        rejected > 0 &&
          `${plural(rejected, { one: '# archivo no añadido.', many: '# de archivos no añadidos.', other: '# archivos no añadidos.' })} ${reasons.join(' ')}`,
        duplicates > 0 &&
          plural(duplicates, {
            one: '# archivo ya se ha añadido: ¿añadirlo de nuevo u omitirlo?',
            many: '# de archivos ya se han añadido: ¿añadirlos de nuevo u omitirlos?',
            other: '# archivos ya se han añadido: ¿añadirlos de nuevo u omitirlos?',
          }),
      ),
    typeNames: { image: 'imágenes', video: 'vídeos', audio: 'archivos de audio', text: 'archivos de texto' },
    hint: ({ types, maxSize, maxFiles, required }) =>
      dotted(
        required && 'obligatorio',
        types.join(', '),
        maxSize && `hasta ${maxSize} por archivo`,
        maxFiles !== undefined && `hasta ${files(maxFiles)}`,
      ),
    rejectionsTitle: (count) =>
      plural(count, {
        one: '# archivo no se añadió',
        many: '# de archivos no se añadieron',
        other: '# archivos no se añadieron',
      }),
    dismissRejections: 'Cerrar',
    showMore: (count) => `y ${number(count)} más`,
    tooLarge: (limit) => `El archivo es demasiado grande (máximo ${limit}).`,
    unsupportedType: (types) =>
      `Este tipo de archivo no es compatible. Formatos admitidos: ${types.join(', ')}.`,
    tooManyFiles: (limit) =>
      limit === 1
        ? 'Solo puede añadir 1 archivo. Quite primero el otro.'
        : `Puede añadir hasta ${files(limit)}. Quite uno primero.`,
    emptyName: 'El archivo no tiene nombre. Cámbiele el nombre y añádalo de nuevo.',
    unreadable: 'No se puede leer el archivo. Compruebe que aún existe y añádalo de nuevo.',
    unreadableName: 'Archivo o carpeta',
    emptyFolder: 'Esta carpeta está vacía.',
    duplicate: 'Ya se ha añadido.',
    oneAtATime: 'Solo puede añadir un archivo a la vez.',
    validationFailed: 'No se pudo comprobar el archivo. Añádalo de nuevo.',
    duplicatesTitle: (count) =>
      plural(count, {
        one: '# archivo ya se ha añadido',
        many: '# de archivos ya se han añadido',
        other: '# archivos ya se han añadido',
      }),
    addDuplicateNamed: (name) => `Añadir de nuevo: ${name}`,
    addDuplicate: 'Añadir de nuevo',
    skipDuplicateNamed: (name) => `Omitir: ${name}`,
    skipDuplicate: 'Omitir',
    addAllDuplicates: 'Añadir todos de nuevo',
    skipAllDuplicates: 'Omitir todos',
    required: 'Añada al menos un archivo.',
    uploadsInProgress: 'Aún hay archivos subiéndose. Espere a que terminen o quítelos.',
    uploadsFailed: (count) =>
      `${plural(count, {
        one: '# archivo no se pudo subir.',
        many: '# de archivos no se pudieron subir.',
        other: '# archivos no se pudieron subir.',
      })} Inténtelo de nuevo o quite lo que falló.`,
  },
  uploads: {
    label: 'Subidas',
    empty: 'Aún no hay subidas',
    summary,
    status: {
      idle: 'Nada que subir',
      queued: 'En espera',
      hashing: 'Comprobando',
      signing: 'Preparando',
      uploading: 'Subiendo',
      finishing: 'Finalizando',
      processing: 'Procesando',
      retrying: 'Reintentando',
      offline: 'Sin conexión. Se reanudará automáticamente',
      paused: 'En pausa',
      completed: 'Subido',
      failed: 'Error',
      cancelled: 'Cancelado',
    },
    progress: ({ percent, sent, total }) => `${percent} · ${sent} de ${total}`,
    amount: ({ sent, total }) => `${sent} de ${total}`,
    speed: (speed) => speed,
    timeLeft: (time) => `Tiempo restante: ${time}`,
    retrying: ({ error, time }) => sentences(retryReasons[error.code], `Reintento en ${time}`),
    willRestart: 'En pausa. Empezará desde el principio',
    cancelNamed: (name) => `Cancelar ${name}`,
    pauseNamed: (name) => `Pausar ${name}`,
    resumeNamed: (name) => `Reanudar ${name}`,
    retryNamed: (name) => `Reintentar ${name}`,
    retry: 'Reintentar',
    removeNamed: (name) => `Quitar ${name}`,
    pauseAll: 'Pausar todo',
    resumeAll: 'Reanudar todo',
    cancelAll: 'Cancelar todo',
    retryFailed: 'Reintentar fallidos',
    clearCompleted: 'Quitar completados',
  },
  errors: {
    describe: ({ code }) => errors[code],
  },
  announcer: {
    started: (count) => `Subiendo ${files(count)}`,
    progress: ({ percent, counts }) => (counts.total === 1 ? percent : `${percent}, ${summary(counts)}`),
    paused: 'Subidas en pausa',
    processing: 'Procesando',
    summary,
  },
  gallery: {
    label: 'Fotogramas del vídeo',
    labelOf: (name) => `Fotogramas de ${name}`,
    empty: 'No hay fotogramas disponibles para este vídeo.',
    loading: 'Cargando fotogramas…',
    processing: 'Los fotogramas aparecen aquí mientras se procesa el vídeo.',
    notVideo: 'Este archivo no es un vídeo.',
    failed: 'No se pudieron cargar los fotogramas.',
    retry: 'Reintentar',
    count: ({ arrived, count }) =>
      arrived < count ? `${number(arrived)} de ${frames(count)}` : frames(count),
    failedCount: (count) =>
      plural(count, {
        one: 'No se pudo cargar # fotograma.',
        many: 'No se pudieron cargar # de fotogramas.',
        other: 'No se pudieron cargar # fotogramas.',
      }),
    localPreview: 'Vista previa de su dispositivo',
    localPreviewLabel: ({ number: position, time }) =>
      time === undefined ? `Vista previa ${number(position)}` : `Vista previa en ${time}`,
    selectedCount: (count) =>
      plural(count, { one: '# seleccionado', many: '# seleccionados', other: '# seleccionados' }),
    deselectAll: 'Anular la selección',
    typeahead: (time) => `Ir a ${time}`,
    play: 'Reproducir fotogramas',
    pause: 'Pausar',
    viewportLabel: 'Imagen',
    zoomIn: 'Acercar',
    zoomOut: 'Alejar',
    openOriginal: 'Abrir el original en otra pestaña',
    downloadOriginal: 'Descargar el original',
    retryFrame: 'Volver a cargar este fotograma',
    frameLabel({ number: position, count, time }) {
      const text = `Fotograma ${number(position)} de ${number(count)}`
      return time === undefined ? text : `${text}, en ${time}`
    },
    frameLoading: 'Cargando fotograma',
    frameFailed: 'No se pudo cargar este fotograma',
    openFrame: 'Abrir fotograma',
    close: 'Cerrar',
    previousFrame: 'Fotograma anterior',
    nextFrame: 'Fotograma siguiente',
    scrubberLabel: 'Fotograma',
  },
}
