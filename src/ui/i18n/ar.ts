import type { UploadErrorCode } from '../../errors.ts'
import type { UploadCounts } from '../../uploader/progress.ts'
import type { UploadMessages } from './messages.ts'
import { createWords } from './plural.ts'

const { number, plural, sentences, dotted } = createWords('ar', [
  'zero',
  'one',
  'two',
  'few',
  'many',
  'other',
])

// Arabic inflects the dual: nominative as the subject, genitive after a preposition or in a construct (إضافة).
const files = (count: number) =>
  plural(count, {
    zero: 'لا ملفات',
    one: 'ملف واحد',
    two: 'ملفان',
    few: '# ملفات',
    many: '# ملفًا',
    other: '# ملف',
  })
const filesInGenitive = (count: number) =>
  plural(count, {
    zero: 'لا ملفات',
    one: 'ملف واحد',
    two: 'ملفين',
    few: '# ملفات',
    many: '# ملفًا',
    other: '# ملف',
  })
const frames = (count: number) =>
  plural(count, {
    zero: 'لا إطارات',
    one: 'إطار واحد',
    two: 'إطاران',
    few: '# إطارات',
    many: '# إطارًا',
    other: '# إطار',
  })

function summary({ total, completed, failed }: UploadCounts): string {
  if (total === 0) return 'لا شيء للرفع'
  const done = `رُفع ${number(completed)} من ${number(total)}`
  return failed > 0 ? `${done}، وتعذر رفع ${number(failed)}` : done
}

const errors: Record<UploadErrorCode, string> = {
  aborted: 'أُلغي الرفع. ابدأه من جديد إن لم يكن ذلك مقصودًا.',
  timeout: 'تأخّر الخادم في الرد. أعد المحاولة.',
  offline: 'لا يوجد اتصال بالإنترنت. تحقق من الاتصال ثم أعد المحاولة.',
  network: 'انقطع الاتصال. تحقق منه ثم أعد المحاولة.',
  cors: 'لا تقبل خدمة التخزين الرفع من هذه الصفحة. أبلغ مسؤول الموقع.',
  'etag-not-exposed': 'لا يمكن لهذه الصفحة قراءة رد خدمة التخزين كاملًا. أبلغ مسؤول الموقع.',
  unauthorized: 'انتهت جلستك. سجّل الدخول ثم أعد المحاولة.',
  forbidden: 'لا يُسمح لك برفع هذا الملف. اطلب الإذن.',
  'url-expired': 'انتهت صلاحية رابط الرفع. أعد المحاولة.',
  'content-type': 'توقعت خدمة التخزين نوعًا آخر من الملفات. أعد المحاولة أو أبلغ مسؤول الموقع.',
  'too-large': 'الملف كبير جدًا. اختر ملفًا أصغر.',
  'type-not-allowed': 'نوع الملف هذا غير مدعوم. اختر ملفًا آخر.',
  'too-many-files': 'عدد الملفات كبير جدًا. أزل بعضها أولًا.',
  duplicate: 'الملف موجود بالفعل.',
  'empty-name': 'الملف بلا اسم. سمّه ثم أضفه من جديد.',
  'file-unreadable': 'تتعذر قراءة الملف. تأكد من أنه ما زال موجودًا ثم اختره من جديد.',
  'file-changed': 'تغيّر الملف في هذه الأثناء. اختره من جديد.',
  checksum: 'تلف الملف أثناء النقل. أعد المحاولة.',
  stalled: 'توقف النقل. تحقق من الاتصال ثم أعد المحاولة.',
  'rate-limited': 'يتلقى الخادم طلبات كثيرة. انتظر قليلًا ثم أعد المحاولة.',
  'bad-request': 'رفض الخادم الطلب. أبلغ مسؤول الموقع.',
  conflict: 'تغيّر الملف على الخادم في هذه الأثناء. حدّث الصفحة ثم أعد المحاولة.',
  'server-error': 'حدث خطأ في الخادم. أعد المحاولة لاحقًا.',
  'invalid-response': 'رد الخادم غير متوقع. أعد المحاولة أو أبلغ مسؤول الموقع.',
  'not-found': 'لم يعد الملف موجودًا على الخادم. ارفعه من جديد.',
  'processing-failed': 'رُفع الملف لكن تعذرت معالجته. تحقق منه ثم ارفعه من جديد.',
  'processing-timeout': 'تستغرق المعالجة وقتًا أطول من المعتاد. تحقق مرة أخرى لاحقًا.',
  unsupported: 'لا يدعم الخادم هذا الإجراء. أبلغ مسؤول الموقع.',
}

const retryReasons: Partial<Record<UploadErrorCode, string>> = {
  network: 'انقطع الاتصال.',
  timeout: 'الخادم لا يستجيب.',
  stalled: 'توقف النقل.',
  'rate-limited': 'الخادم مشغول.',
  'server-error': 'الخادم غير متاح.',
}

/** Arabic. */
export const ar: UploadMessages = {
  locale: 'ar',
  dropzone: {
    label: 'إضافة ملفات',
    prompt: 'أفلت الملفات أو المجلدات هنا',
    chooseFiles: 'اختيار ملفات',
    dragging: {
      accept: 'أفلت للإضافة',
      reject: 'لا يمكن إضافة بعضها',
      unknown: 'أفلت للإضافة',
    },
    reading: 'جارٍ قراءة الملفات…',
    filesFound: (count) => `جارٍ قراءة الملفات… عُثر على ${filesInGenitive(count)}`,
    cancelReading: 'إلغاء',
    chooseFolder: 'اختيار مجلد',
    takePhoto: 'التقاط صورة',
    recordVideo: 'تسجيل فيديو',
    dragRejected({ total, ofWrongType, tooMany, types }) {
      const only = `الأنواع المدعومة: ${types.join('، ')}`
      if (ofWrongType === total) return only
      if (ofWrongType > 0) return `${number(ofWrongType)} من ${number(total)} غير مدعومة. ${only}`
      if (tooMany === total) return 'لا يمكن إضافة المزيد من الملفات'
      return `يمكن إضافة ${number(total - tooMany)} فقط من ${number(total)}`
    },
    dropAnywhere: 'أفلت في أي مكان للإضافة',
    announcement: ({ added, rejected, reasons, duplicates }) =>
      sentences(
        added > 0 && `أُضيف: ${files(added)}.`,
        rejected > 0 && `لم يُضف: ${files(rejected)}. ${reasons.join(' ')}`,
        duplicates > 0 && `مضاف بالفعل: ${files(duplicates)}. هل تريد الإضافة من جديد أم التخطي؟`,
      ),
    typeNames: { image: 'صور', video: 'فيديوهات', audio: 'ملفات صوتية', text: 'ملفات نصية' },
    hint: ({ types, maxSize, maxFiles, required }) =>
      dotted(
        required && 'مطلوب',
        types.join('، '),
        maxSize && `حتى ${maxSize} لكل ملف`,
        maxFiles !== undefined && `الحد الأقصى: ${files(maxFiles)}`,
      ),
    rejectionsTitle: (count) =>
      plural(count, {
        zero: 'أُضيفت كل الملفات',
        one: 'لم يُضف ملف واحد',
        two: 'لم يُضف ملفان',
        few: 'لم تُضف # ملفات',
        many: 'لم يُضف # ملفًا',
        other: 'لم يُضف # ملف',
      }),
    dismissRejections: 'إغلاق',
    showMore: (count) => `و${number(count)} غيرها`,
    tooLarge: (limit) => `حجم الملف كبير جدًا. الحد الأقصى ${limit}.`,
    unsupportedType: (types) => `نوع الملف هذا غير مدعوم. الأنواع المدعومة: ${types.join('، ')}.`,
    tooManyFiles: (limit) =>
      limit === 1
        ? 'يمكن إضافة ملف واحد فقط. أزل الملف الآخر أولًا.'
        : `الحد الأقصى: ${files(limit)}. أزل ملفًا أولًا.`,
    emptyName: 'الملف بلا اسم. سمّه ثم أضفه من جديد.',
    unreadable: 'تتعذر قراءة الملف. تأكد من أنه ما زال موجودًا ثم أضفه من جديد.',
    unreadableName: 'ملف أو مجلد',
    emptyFolder: 'هذا المجلد فارغ.',
    duplicate: 'تمت إضافته بالفعل.',
    oneAtATime: 'يمكن إضافة ملف واحد فقط في كل مرة.',
    validationFailed: 'تعذر التحقق من الملف. أضفه من جديد.',
    duplicatesTitle: (count) =>
      plural(count, {
        zero: 'لا ملفات مكررة',
        one: 'ملف واحد مضاف بالفعل',
        two: 'ملفان مضافان بالفعل',
        few: '# ملفات مضافة بالفعل',
        many: '# ملفًا مضافًا بالفعل',
        other: '# ملف مضاف بالفعل',
      }),
    addDuplicateNamed: (name) => `إضافة من جديد: ${name}`,
    addDuplicate: 'إضافة من جديد',
    skipDuplicateNamed: (name) => `تخطٍ: ${name}`,
    skipDuplicate: 'تخطٍ',
    addAllDuplicates: 'إضافة الكل من جديد',
    skipAllDuplicates: 'تخطي الكل',
    required: 'أضف ملفًا واحدًا على الأقل.',
    uploadsInProgress: 'ما زالت هناك ملفات قيد الرفع. انتظر اكتمالها أو أزلها.',
    uploadsFailed: (count) => `تعذر رفع ${filesInGenitive(count)}. أعد المحاولة أو أزل ما تعذر رفعه.`,
  },
  uploads: {
    label: 'عمليات الرفع',
    empty: 'لا عمليات رفع بعد',
    summary,
    status: {
      idle: 'لا شيء للرفع',
      queued: 'في الانتظار',
      hashing: 'جارٍ التحقق',
      signing: 'جارٍ التحضير',
      uploading: 'جارٍ الرفع',
      finishing: 'جارٍ الإنهاء',
      processing: 'جارٍ المعالجة',
      retrying: 'جارٍ إعادة المحاولة',
      offline: 'انقطع الاتصال. سيُستأنف تلقائيًا',
      paused: 'متوقف مؤقتًا',
      completed: 'اكتمل الرفع',
      failed: 'تعذر الرفع',
      cancelled: 'أُلغي',
    },
    progress: ({ percent, sent, total }) => `${percent} · ${sent} من ${total}`,
    amount: ({ sent, total }) => `${sent} من ${total}`,
    speed: (speed) => speed,
    timeLeft: (time) => `المتبقي: ${time}`,
    retrying: ({ error, time }) => sentences(retryReasons[error.code], `إعادة المحاولة بعد ${time}`),
    willRestart: 'متوقف مؤقتًا. سيبدأ من البداية',
    cancelNamed: (name) => `إلغاء ${name}`,
    pauseNamed: (name) => `إيقاف ${name} مؤقتًا`,
    resumeNamed: (name) => `استئناف ${name}`,
    retryNamed: (name) => `إعادة محاولة ${name}`,
    retry: 'إعادة المحاولة',
    removeNamed: (name) => `إزالة ${name}`,
    pauseAll: 'إيقاف الكل مؤقتًا',
    resumeAll: 'استئناف الكل',
    cancelAll: 'إلغاء الكل',
    retryFailed: 'إعادة ما تعذر رفعه',
    clearCompleted: 'إزالة المكتمل',
  },
  errors: {
    describe: ({ code }) => errors[code],
  },
  announcer: {
    started: (count) => `جارٍ رفع ${filesInGenitive(count)}`,
    progress: ({ percent, counts }) => (counts.total === 1 ? percent : `${percent}، ${summary(counts)}`),
    paused: 'توقف الرفع مؤقتًا',
    processing: 'جارٍ المعالجة',
    summary,
  },
  gallery: {
    label: 'إطارات الفيديو',
    labelOf: (name) => `إطارات ${name}`,
    empty: 'لا تتوفر إطارات لهذا الفيديو.',
    loading: 'جارٍ تحميل الإطارات…',
    processing: 'تظهر الإطارات هنا أثناء معالجة الفيديو.',
    notVideo: 'هذا الملف ليس فيديو.',
    failed: 'تعذر تحميل الإطارات.',
    retry: 'إعادة المحاولة',
    count: ({ arrived, count }) =>
      arrived < count ? `الإطارات: ${number(arrived)} من ${number(count)}` : frames(count),
    failedCount: (count) =>
      plural(count, {
        zero: 'حُمّلت كل الإطارات.',
        one: 'تعذر تحميل إطار واحد.',
        two: 'تعذر تحميل إطارين.',
        few: 'تعذر تحميل # إطارات.',
        many: 'تعذر تحميل # إطارًا.',
        other: 'تعذر تحميل # إطار.',
      }),
    localPreview: 'معاينة من جهازك',
    localPreviewLabel: ({ number: position, time }) =>
      time === undefined ? `المعاينة ${number(position)}` : `المعاينة عند ${time}`,
    selectedCount: (count) => `المحدد: ${frames(count)}`,
    deselectAll: 'إلغاء التحديد',
    typeahead: (time) => `الانتقال إلى ${time}`,
    play: 'تشغيل الإطارات',
    pause: 'إيقاف مؤقت',
    viewportLabel: 'الصورة',
    zoomIn: 'تكبير',
    zoomOut: 'تصغير',
    openOriginal: 'فتح الأصل في علامة تبويب جديدة',
    downloadOriginal: 'تنزيل الأصل',
    retryFrame: 'إعادة تحميل هذا الإطار',
    frameLabel({ number: position, count, time }) {
      const text = `الإطار ${number(position)} من ${number(count)}`
      return time === undefined ? text : `${text}، عند ${time}`
    },
    frameLoading: 'جارٍ تحميل الإطار',
    frameFailed: 'تعذر تحميل هذا الإطار',
    openFrame: 'فتح الإطار',
    close: 'إغلاق',
    previousFrame: 'الإطار السابق',
    nextFrame: 'الإطار التالي',
    scrubberLabel: 'الإطار',
  },
}
