import type { UploadErrorCode } from '../../errors.ts'
import type { UploadCounts } from '../../uploader/progress.ts'
import type { UploadMessages } from './messages.ts'
import { createWords } from './plural.ts'

const { number, plural, sentences, dotted } = createWords('fr', ['one', 'many', 'other'])

const files = (count: number) =>
  plural(count, { one: '# fichier', many: '# de fichiers', other: '# fichiers' })
const frames = (count: number) => plural(count, { one: '# image', many: '# d’images', other: '# images' })

function summary({ total, completed, failed }: UploadCounts): string {
  if (total === 0) return 'Rien à envoyer'
  const ended = plural(completed, { one: 'envoyé', many: 'envoyés', other: 'envoyés' })
  const done = `${number(completed)} sur ${number(total)} ${ended}`
  if (failed === 0) return done
  return `${done}, ${plural(failed, { one: '# échec', many: '# d’échecs', other: '# échecs' })}`
}

const errors: Record<UploadErrorCode, string> = {
  aborted: 'L’envoi a été annulé. Relancez-le si ce n’était pas voulu.',
  timeout: 'Le serveur a mis trop de temps à répondre. Réessayez.',
  offline: 'Il n’y a pas de connexion à Internet. Vérifiez-la et réessayez.',
  network: 'La connexion a été interrompue. Vérifiez-la et réessayez.',
  cors: 'Le stockage n’accepte pas d’envois depuis cette page. Signalez-le au responsable du site.',
  'etag-not-exposed':
    'Cette page ne peut pas lire toute la réponse du stockage. Signalez-le au responsable du site.',
  unauthorized: 'Vous n’êtes plus connecté. Reconnectez-vous et réessayez.',
  forbidden: 'Vous n’avez pas le droit d’envoyer ce fichier. Demandez l’autorisation.',
  'url-expired': 'Le lien d’envoi a expiré. Réessayez.',
  'content-type':
    'Le stockage attendait un autre type de fichier. Réessayez ou signalez-le au responsable du site.',
  'too-large': 'Le fichier est trop volumineux. Choisissez-en un plus petit.',
  'type-not-allowed': 'Ce type de fichier n’est pas pris en charge. Choisissez un autre fichier.',
  'too-many-files': 'Il y a trop de fichiers. Retirez-en d’abord quelques-uns.',
  duplicate: 'Ce fichier est déjà présent.',
  'empty-name': 'Le fichier n’a pas de nom. Renommez-le et ajoutez-le de nouveau.',
  'file-unreadable': 'Le fichier est illisible. Vérifiez qu’il existe toujours et choisissez-le de nouveau.',
  'file-changed': 'Le fichier a été modifié entre-temps. Choisissez-le de nouveau.',
  checksum: 'Le fichier a été endommagé pendant le transfert. Réessayez.',
  stalled: 'Le transfert n’avance plus. Vérifiez la connexion et réessayez.',
  'rate-limited': 'Le serveur reçoit trop de demandes. Patientez un instant et réessayez.',
  'bad-request': 'Le serveur a rejeté la demande. Signalez-le au responsable du site.',
  conflict: 'Le fichier a changé sur le serveur. Actualisez la page, puis réessayez.',
  'server-error': 'Le serveur a rencontré une erreur. Réessayez plus tard.',
  'invalid-response':
    'Le serveur a renvoyé une réponse inattendue. Réessayez ou signalez-le au responsable du site.',
  'not-found': 'Le fichier n’est plus sur le serveur. Envoyez-le de nouveau.',
  'processing-failed':
    'Le fichier a été envoyé, mais n’a pas pu être traité. Vérifiez-le et envoyez-le de nouveau.',
  'processing-timeout': 'Le traitement dure anormalement longtemps. Revenez plus tard.',
  unsupported: 'Le serveur ne prend pas en charge cette action. Signalez-le au responsable du site.',
}

const retryReasons: Partial<Record<UploadErrorCode, string>> = {
  network: 'Connexion interrompue.',
  timeout: 'Le serveur ne répond pas.',
  stalled: 'Le transfert n’avance plus.',
  'rate-limited': 'Serveur saturé.',
  'server-error': 'Serveur indisponible.',
}

/** French. */
export const fr: UploadMessages = {
  locale: 'fr',
  dropzone: {
    label: 'Ajouter des fichiers',
    prompt: 'Déposez des fichiers ou des dossiers ici',
    chooseFiles: 'Choisir des fichiers',
    dragging: {
      accept: 'Relâchez pour ajouter',
      reject: 'Certains ne peuvent pas être ajoutés',
      unknown: 'Relâchez pour ajouter',
    },
    reading: 'Lecture des fichiers…',
    filesFound: (count) =>
      `Lecture des fichiers… ${plural(count, { one: '# trouvé', many: '# trouvés', other: '# trouvés' })}`,
    cancelReading: 'Annuler',
    chooseFolder: 'Choisir un dossier',
    takePhoto: 'Prendre une photo',
    recordVideo: 'Filmer une vidéo',
    dragRejected({ total, ofWrongType, tooMany, types }) {
      const only = `Formats acceptés : ${types.join(', ')}`
      if (ofWrongType === total) return only
      if (ofWrongType > 0)
        return `${plural(ofWrongType, {
          one: `# fichier sur ${number(total)} n’est pas pris en charge.`,
          many: `# de fichiers sur ${number(total)} ne sont pas pris en charge.`,
          other: `# fichiers sur ${number(total)} ne sont pas pris en charge.`,
        })} ${only}`
      if (tooMany === total) return 'Vous ne pouvez plus ajouter de fichiers'
      return `Vous ne pouvez en ajouter que ${number(total - tooMany)} sur ${number(total)}`
    },
    dropAnywhere: 'Relâchez n’importe où pour ajouter',
    announcement: ({ added, rejected, reasons, duplicates }) =>
      sentences(
        added > 0 &&
          plural(added, {
            one: '# fichier ajouté.',
            many: '# de fichiers ajoutés.',
            other: '# fichiers ajoutés.',
          }),
        rejected > 0 &&
          `${plural(rejected, { one: '# fichier refusé.', many: '# de fichiers refusés.', other: '# fichiers refusés.' })} ${reasons.join(' ')}`,
        duplicates > 0 &&
          plural(duplicates, {
            one: '# fichier déjà ajouté : l’ajouter de nouveau ou l’ignorer ?',
            many: '# de fichiers déjà ajoutés : les ajouter de nouveau ou les ignorer ?',
            other: '# fichiers déjà ajoutés : les ajouter de nouveau ou les ignorer ?',
          }),
      ),
    typeNames: { image: 'images', video: 'vidéos', audio: 'fichiers audio', text: 'fichiers texte' },
    hint: ({ types, maxSize, maxFiles, required }) =>
      dotted(
        required && 'obligatoire',
        types.join(', '),
        maxSize && `jusqu’à ${maxSize} par fichier`,
        maxFiles !== undefined && `${files(maxFiles)} maximum`,
      ),
    rejectionsTitle: (count) =>
      plural(count, {
        one: '# fichier n’a pas été ajouté',
        many: '# de fichiers n’ont pas été ajoutés',
        other: '# fichiers n’ont pas été ajoutés',
      }),
    dismissRejections: 'Fermer',
    showMore: (count) => plural(count, { one: 'et # autre', many: 'et # d’autres', other: 'et # autres' }),
    tooLarge: (limit) => `Fichier trop volumineux (${limit} maximum).`,
    unsupportedType: (types) =>
      `Ce type de fichier n’est pas pris en charge. Formats acceptés : ${types.join(', ')}.`,
    tooManyFiles: (limit) =>
      limit === 1
        ? 'Vous ne pouvez ajouter qu’un seul fichier. Retirez d’abord l’autre.'
        : `Vous pouvez ajouter jusqu’à ${files(limit)}. Retirez-en d’abord un.`,
    emptyName: 'Le fichier n’a pas de nom. Renommez-le et ajoutez-le de nouveau.',
    unreadable: 'Impossible de lire ce fichier. Vérifiez qu’il existe toujours, puis ajoutez-le de nouveau.',
    unreadableName: 'Fichier ou dossier',
    emptyFolder: 'Ce dossier est vide.',
    duplicate: 'Déjà ajouté.',
    oneAtATime: 'Vous ne pouvez ajouter qu’un fichier à la fois.',
    validationFailed: 'Impossible de vérifier ce fichier. Ajoutez-le de nouveau.',
    duplicatesTitle: (count) =>
      plural(count, {
        one: '# fichier a déjà été ajouté',
        many: '# de fichiers ont déjà été ajoutés',
        other: '# fichiers ont déjà été ajoutés',
      }),
    addDuplicateNamed: (name) => `Ajouter de nouveau : ${name}`,
    addDuplicate: 'Ajouter de nouveau',
    skipDuplicateNamed: (name) => `Ignorer : ${name}`,
    skipDuplicate: 'Ignorer',
    addAllDuplicates: 'Tout ajouter de nouveau',
    skipAllDuplicates: 'Tout ignorer',
    required: 'Ajoutez au moins un fichier.',
    uploadsInProgress: 'Des envois sont encore en cours. Attendez qu’ils se terminent ou retirez-les.',
    uploadsFailed: (count) =>
      `${plural(count, {
        one: '# fichier n’a pas pu être envoyé.',
        many: '# de fichiers n’ont pas pu être envoyés.',
        other: '# fichiers n’ont pas pu être envoyés.',
      })} Réessayez ou retirez ce qui a échoué.`,
  },
  uploads: {
    label: 'Envois',
    empty: 'Aucun envoi pour l’instant',
    summary,
    status: {
      idle: 'Rien à envoyer',
      queued: 'En attente',
      hashing: 'Vérification',
      signing: 'Préparation',
      uploading: 'Envoi en cours',
      finishing: 'Finalisation',
      processing: 'Traitement en cours',
      retrying: 'Nouvelle tentative',
      offline: 'Connexion perdue. Reprise automatique',
      paused: 'En pause',
      completed: 'Envoyé',
      failed: 'Échec',
      cancelled: 'Annulé',
    },
    progress: ({ percent, sent, total }) => `${percent} · ${sent} sur ${total}`,
    amount: ({ sent, total }) => `${sent} sur ${total}`,
    speed: (speed) => speed,
    timeLeft: (time) => `Temps restant : ${time}`,
    retrying: ({ error, time }) => sentences(retryReasons[error.code], `Nouvelle tentative dans ${time}`),
    willRestart: 'En pause. Reprendra depuis le début',
    cancelNamed: (name) => `Annuler ${name}`,
    pauseNamed: (name) => `Mettre en pause ${name}`,
    resumeNamed: (name) => `Reprendre ${name}`,
    retryNamed: (name) => `Réessayer ${name}`,
    retry: 'Réessayer',
    removeNamed: (name) => `Retirer ${name}`,
    pauseAll: 'Tout mettre en pause',
    resumeAll: 'Tout reprendre',
    cancelAll: 'Tout annuler',
    retryFailed: 'Relancer les échecs',
    clearCompleted: 'Retirer les envois terminés',
  },
  errors: {
    describe: ({ code }) => errors[code],
  },
  announcer: {
    started: (count) => `Envoi de ${files(count)}`,
    progress: ({ percent, counts }) => (counts.total === 1 ? percent : `${percent}, ${summary(counts)}`),
    paused: 'Envois en pause',
    processing: 'Traitement en cours',
    summary,
  },
  gallery: {
    label: 'Images de la vidéo',
    labelOf: (name) => `Images de ${name}`,
    empty: 'Aucune image n’est disponible pour cette vidéo.',
    loading: 'Chargement des images…',
    processing: 'Les images apparaissent ici pendant le traitement de la vidéo.',
    notVideo: 'Ce fichier n’est pas une vidéo.',
    failed: 'Impossible de charger les images.',
    retry: 'Réessayer',
    count: ({ arrived, count }) =>
      arrived < count ? `${number(arrived)} sur ${frames(count)}` : frames(count),
    failedCount: (count) =>
      plural(count, {
        one: '# image n’a pas pu être chargée.',
        many: '# d’images n’ont pas pu être chargées.',
        other: '# images n’ont pas pu être chargées.',
      }),
    localPreview: 'Aperçu depuis votre appareil',
    localPreviewLabel: ({ number: position, time }) =>
      time === undefined ? `Aperçu ${number(position)}` : `Aperçu à ${time}`,
    selectedCount: (count) =>
      plural(count, { one: '# sélectionnée', many: '# sélectionnées', other: '# sélectionnées' }),
    deselectAll: 'Tout désélectionner',
    typeahead: (time) => `Aller à ${time}`,
    play: 'Lire les images',
    pause: 'Pause',
    viewportLabel: 'Image',
    zoomIn: 'Zoom avant',
    zoomOut: 'Zoom arrière',
    openOriginal: 'Ouvrir l’original dans un nouvel onglet',
    downloadOriginal: 'Télécharger l’original',
    retryFrame: 'Recharger cette image',
    frameLabel({ number: position, count, time }) {
      const text = `Image ${number(position)} sur ${number(count)}`
      return time === undefined ? text : `${text}, à ${time}`
    },
    frameLoading: 'Chargement de l’image',
    frameFailed: 'Impossible de charger l’image',
    openFrame: 'Ouvrir l’image',
    close: 'Fermer',
    previousFrame: 'Image précédente',
    nextFrame: 'Image suivante',
    scrubberLabel: 'Image',
  },
}
