import type { UploadErrorCode } from '../../errors.ts'
import type { UploadCounts } from '../../uploader/progress.ts'
import type { UploadMessages } from './messages.ts'
import { createWords } from './plural.ts'

const { number, plural, sentences, dotted } = createWords('pt-BR', ['one', 'many', 'other'])

const files = (count: number) =>
  plural(count, { one: '# arquivo', many: '# de arquivos', other: '# arquivos' })
const frames = (count: number) => plural(count, { one: '# quadro', many: '# de quadros', other: '# quadros' })

function summary({ total, completed, failed }: UploadCounts): string {
  if (total === 0) return 'Nada a enviar'
  const ended = plural(completed, { one: 'enviado', many: 'enviados', other: 'enviados' })
  const done = `${number(completed)} de ${number(total)} ${ended}`
  if (failed === 0) return done
  return `${done}, ${plural(failed, { one: '# com falha', many: '# com falha', other: '# com falha' })}`
}

const errors: Record<UploadErrorCode, string> = {
  aborted: 'O envio foi cancelado. Inicie-o de novo se não era essa a intenção.',
  timeout: 'O servidor demorou demais para responder. Tente novamente.',
  offline: 'Não há conexão com a internet. Verifique a conexão e tente novamente.',
  network: 'A conexão foi interrompida. Verifique-a e tente novamente.',
  cors: 'O armazenamento não aceita envios desta página. Avise o responsável pelo site.',
  'etag-not-exposed':
    'Esta página não consegue ler toda a resposta do armazenamento. Avise o responsável pelo site.',
  unauthorized: 'Sua sessão terminou. Entre de novo e tente novamente.',
  forbidden: 'Você não tem permissão para enviar este arquivo. Peça acesso.',
  'url-expired': 'O link de envio expirou. Tente novamente.',
  'content-type':
    'O armazenamento esperava outro tipo de arquivo. Tente novamente ou avise o responsável pelo site.',
  'too-large': 'O arquivo é grande demais. Escolha um menor.',
  'type-not-allowed': 'Este tipo de arquivo não é compatível. Escolha outro arquivo.',
  'too-many-files': 'Há arquivos demais. Remova alguns primeiro.',
  duplicate: 'O arquivo já existe.',
  'empty-name': 'O arquivo não tem nome. Renomeie-o e adicione-o de novo.',
  'file-unreadable': 'Não é possível ler o arquivo. Verifique se ele ainda existe e escolha-o de novo.',
  'file-changed': 'O arquivo foi alterado nesse meio-tempo. Escolha-o de novo.',
  checksum: 'O arquivo foi corrompido durante a transferência. Tente novamente.',
  stalled: 'A transferência parou. Verifique a conexão e tente novamente.',
  'rate-limited': 'O servidor está recebendo solicitações demais. Aguarde um momento e tente novamente.',
  'bad-request': 'O servidor rejeitou a solicitação. Avise o responsável pelo site.',
  conflict: 'O arquivo mudou no servidor. Atualize a página e tente novamente.',
  'server-error': 'Ocorreu um erro no servidor. Tente novamente mais tarde.',
  'invalid-response':
    'O servidor deu uma resposta inesperada. Tente novamente ou avise o responsável pelo site.',
  'not-found': 'O arquivo não está mais no servidor. Envie-o de novo.',
  'processing-failed': 'O arquivo foi enviado, mas não pôde ser processado. Verifique-o e envie-o de novo.',
  'processing-timeout': 'O processamento está demorando mais que o normal. Verifique novamente mais tarde.',
  unsupported: 'O servidor não oferece suporte a esta ação. Avise o responsável pelo site.',
}

const retryReasons: Partial<Record<UploadErrorCode, string>> = {
  network: 'Conexão interrompida.',
  timeout: 'O servidor não responde.',
  stalled: 'A transferência parou.',
  'rate-limited': 'O servidor está sobrecarregado.',
  'server-error': 'O servidor está indisponível.',
}

/** Brazilian Portuguese. */
export const ptBR: UploadMessages = {
  locale: 'pt-BR',
  dropzone: {
    label: 'Adicionar arquivos',
    prompt: 'Solte arquivos ou pastas aqui',
    chooseFiles: 'Escolher arquivos',
    dragging: {
      accept: 'Solte para adicionar',
      reject: 'Alguns não podem ser adicionados',
      unknown: 'Solte para adicionar',
    },
    reading: 'Lendo arquivos…',
    filesFound: (count) =>
      `Lendo arquivos… ${plural(count, { one: '# encontrado', many: '# encontrados', other: '# encontrados' })}`,
    cancelReading: 'Cancelar',
    chooseFolder: 'Escolher uma pasta',
    takePhoto: 'Tirar uma foto',
    recordVideo: 'Gravar um vídeo',
    dragRejected({ total, ofWrongType, tooMany, types }) {
      const only = `Formatos aceitos: ${types.join(', ')}`
      if (ofWrongType === total) return only
      if (ofWrongType > 0)
        return `${number(ofWrongType)} de ${number(total)} ${ofWrongType === 1 ? 'não é compatível' : 'não são compatíveis'}. ${only}`
      if (tooMany === total) return 'Não é possível adicionar mais arquivos'
      return `Só é possível adicionar ${number(total - tooMany)} de ${number(total)}`
    },
    dropAnywhere: 'Solte em qualquer lugar para adicionar',
    announcement: ({ added, rejected, reasons, duplicates }) =>
      sentences(
        added > 0 &&
          plural(added, {
            one: '# arquivo adicionado.',
            many: '# de arquivos adicionados.',
            other: '# arquivos adicionados.',
          }),
        rejected > 0 &&
          `${plural(rejected, { one: '# arquivo não adicionado.', many: '# de arquivos não adicionados.', other: '# arquivos não adicionados.' })} ${reasons.join(' ')}`,
        duplicates > 0 &&
          plural(duplicates, {
            one: '# arquivo já foi adicionado: adicionar de novo ou ignorar?',
            many: '# de arquivos já foram adicionados: adicionar de novo ou ignorar?',
            other: '# arquivos já foram adicionados: adicionar de novo ou ignorar?',
          }),
      ),
    typeNames: { image: 'imagens', video: 'vídeos', audio: 'arquivos de áudio', text: 'arquivos de texto' },
    hint: ({ types, maxSize, maxFiles, required }) =>
      dotted(
        required && 'obrigatório',
        types.join(', '),
        maxSize && `até ${maxSize} por arquivo`,
        maxFiles !== undefined && `até ${files(maxFiles)}`,
      ),
    rejectionsTitle: (count) =>
      plural(count, {
        one: '# arquivo não foi adicionado',
        many: '# de arquivos não foram adicionados',
        other: '# arquivos não foram adicionados',
      }),
    dismissRejections: 'Fechar',
    showMore: (count) => `e mais ${number(count)}`,
    tooLarge: (limit) => `O arquivo é grande demais (máximo de ${limit}).`,
    unsupportedType: (types) =>
      `Este tipo de arquivo não é compatível. Formatos aceitos: ${types.join(', ')}.`,
    tooManyFiles: (limit) =>
      limit === 1
        ? 'Você só pode adicionar 1 arquivo. Remova o outro primeiro.'
        : `Você pode adicionar até ${files(limit)}. Remova um primeiro.`,
    emptyName: 'O arquivo não tem nome. Renomeie-o e adicione-o de novo.',
    unreadable: 'Não é possível ler o arquivo. Verifique se ele ainda existe e adicione-o de novo.',
    unreadableName: 'Arquivo ou pasta',
    emptyFolder: 'Esta pasta está vazia.',
    duplicate: 'Já adicionado.',
    oneAtATime: 'Só é possível adicionar um arquivo por vez.',
    validationFailed: 'Não foi possível verificar o arquivo. Adicione-o de novo.',
    duplicatesTitle: (count) =>
      plural(count, {
        one: '# arquivo já foi adicionado',
        many: '# de arquivos já foram adicionados',
        other: '# arquivos já foram adicionados',
      }),
    addDuplicateNamed: (name) => `Adicionar de novo: ${name}`,
    addDuplicate: 'Adicionar de novo',
    skipDuplicateNamed: (name) => `Ignorar: ${name}`,
    skipDuplicate: 'Ignorar',
    addAllDuplicates: 'Adicionar todos de novo',
    skipAllDuplicates: 'Ignorar todos',
    required: 'Adicione pelo menos um arquivo.',
    uploadsInProgress: 'Ainda há envios em andamento. Aguarde a conclusão ou remova-os.',
    uploadsFailed: (count) =>
      `${plural(count, {
        one: '# arquivo não pôde ser enviado.',
        many: '# de arquivos não puderam ser enviados.',
        other: '# arquivos não puderam ser enviados.',
      })} Tente novamente ou remova o que falhou.`,
  },
  uploads: {
    label: 'Envios',
    empty: 'Nenhum envio ainda',
    summary,
    status: {
      idle: 'Nada a enviar',
      queued: 'Aguardando',
      hashing: 'Verificando',
      signing: 'Preparando',
      uploading: 'Enviando',
      finishing: 'Finalizando',
      processing: 'Processando',
      retrying: 'Tentando novamente',
      offline: 'Sem conexão. Será retomado automaticamente',
      paused: 'Pausado',
      completed: 'Enviado',
      failed: 'Falhou',
      cancelled: 'Cancelado',
    },
    progress: ({ percent, sent, total }) => `${percent} · ${sent} de ${total}`,
    amount: ({ sent, total }) => `${sent} de ${total}`,
    speed: (speed) => speed,
    timeLeft: (time) => `Tempo restante: ${time}`,
    retrying: ({ error, time }) => sentences(retryReasons[error.code], `Nova tentativa em ${time}`),
    willRestart: 'Pausado. Recomeçará do início',
    cancelNamed: (name) => `Cancelar ${name}`,
    pauseNamed: (name) => `Pausar ${name}`,
    resumeNamed: (name) => `Retomar ${name}`,
    retryNamed: (name) => `Tentar novamente ${name}`,
    retry: 'Tentar novamente',
    removeNamed: (name) => `Remover ${name}`,
    pauseAll: 'Pausar tudo',
    resumeAll: 'Retomar tudo',
    cancelAll: 'Cancelar tudo',
    retryFailed: 'Repetir os que falharam',
    clearCompleted: 'Remover concluídos',
  },
  errors: {
    describe: ({ code }) => errors[code],
  },
  announcer: {
    started: (count) => `Enviando ${files(count)}`,
    progress: ({ percent, counts }) => (counts.total === 1 ? percent : `${percent}, ${summary(counts)}`),
    paused: 'Envios pausados',
    processing: 'Processando',
    summary,
  },
  gallery: {
    label: 'Quadros do vídeo',
    labelOf: (name) => `Quadros de ${name}`,
    empty: 'Não há quadros disponíveis para este vídeo.',
    loading: 'Carregando quadros…',
    processing: 'Os quadros aparecem aqui enquanto o vídeo é processado.',
    notVideo: 'Este arquivo não é um vídeo.',
    failed: 'Não foi possível carregar os quadros.',
    retry: 'Tentar novamente',
    count: ({ arrived, count }) =>
      arrived < count ? `${number(arrived)} de ${frames(count)}` : frames(count),
    failedCount: (count) =>
      plural(count, {
        one: '# quadro não pôde ser carregado.',
        many: '# de quadros não puderam ser carregados.',
        other: '# quadros não puderam ser carregados.',
      }),
    localPreview: 'Prévia do seu dispositivo',
    localPreviewLabel: ({ number: position, time }) =>
      time === undefined ? `Prévia ${number(position)}` : `Prévia em ${time}`,
    selectedCount: (count) =>
      plural(count, { one: '# selecionado', many: '# selecionados', other: '# selecionados' }),
    deselectAll: 'Desmarcar tudo',
    typeahead: (time) => `Ir para ${time}`,
    play: 'Reproduzir quadros',
    pause: 'Pausar',
    viewportLabel: 'Imagem',
    zoomIn: 'Ampliar',
    zoomOut: 'Reduzir',
    openOriginal: 'Abrir o original em nova guia',
    downloadOriginal: 'Baixar o original',
    retryFrame: 'Carregar este quadro de novo',
    frameLabel({ number: position, count, time }) {
      const text = `Quadro ${number(position)} de ${number(count)}`
      return time === undefined ? text : `${text}, em ${time}`
    },
    frameLoading: 'Carregando quadro',
    frameFailed: 'Não foi possível carregar este quadro',
    openFrame: 'Abrir quadro',
    close: 'Fechar',
    previousFrame: 'Quadro anterior',
    nextFrame: 'Próximo quadro',
    scrubberLabel: 'Quadro',
  },
}
