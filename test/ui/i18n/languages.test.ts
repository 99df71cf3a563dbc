import { describe, expect, test } from 'vitest'
import { UploadError, uploadErrorCodes, uploadTotals, type UploadMessages } from 'react-presigned'
import { ar } from 'react-presigned/messages/ar'
import { de } from 'react-presigned/messages/de'
import { en } from 'react-presigned/messages/en'
import { es } from 'react-presigned/messages/es'
import { fr } from 'react-presigned/messages/fr'
import { ja } from 'react-presigned/messages/ja'
import { ptBR } from 'react-presigned/messages/pt-BR'
import { zhCN } from 'react-presigned/messages/zh-CN'
import { createWords } from '../../../src/ui/i18n/plural.ts'

/** All files of messages but those of English. */
const languages = Object.fromEntries(
  Object.values(
    import.meta.glob<Record<string, UploadMessages>>(['../../../src/ui/i18n/{??,??-??}.ts', '!**/en.ts'], {
      eager: true,
    }),
  ).flatMap((module) => Object.entries(module)),
)
const { counts } = uploadTotals([])

describe.each(Object.entries(languages))('%s', (_, messages) => {
  test('has all keys of English', () => {
    expect(Object.keys(messages).sort()).toEqual(Object.keys(en).sort())
    for (const group of ['dropzone', 'uploads', 'errors', 'announcer', 'gallery'] as const)
      expect(Object.keys(messages[group]).sort()).toEqual(Object.keys(en[group]).sort())
  })

  test('has no empty and no English texts', () => {
    const words = wordsOf(messages)
    const english = wordsOf(en)
    for (const [key, text] of Object.entries(words)) expect(text, key).not.toBe('')
    // Some words are the same in several languages.
    const same = Object.keys(words).filter((key) => words[key] === english[key])
    expect(
      same.filter(
        (key) =>
          !/^(dropzone\.typeNames|uploads\.label|gallery\.(pause|scrubberLabel|viewportLabel))/.test(key),
      ),
    ).toEqual([])
  })

  test('describes each error code differently', () => {
    const sentences = uploadErrorCodes.map((code) =>
      messages.errors.describe(new UploadError(code, 'In English.')),
    )
    expect(new Set(sentences).size).toBe(uploadErrorCodes.length)
    expect(sentences).not.toContain('In English.')
  })

  test('names the file in each button name', () => {
    for (const action of ['cancel', 'pause', 'resume', 'retry', 'remove'] as const) {
      expect(messages.uploads[`${action}Named`]('a.txt')).toContain('a.txt')
    }
  })

  test('replaces the number in all plural forms', () => {
    for (const count of [0, 1, 2, 3, 11, 100, 1_000_000]) {
      const texts = [
        messages.announcer.started(count),
        messages.dropzone.rejectionsTitle(count),
        messages.uploads.summary({ ...counts, total: count, completed: count, failed: count }),
        messages.gallery.count({ arrived: count, count }),
        messages.gallery.failedCount(count),
      ]
      expect(texts.join(' ')).not.toMatch(/#|undefined|NaN/)
    }
  })
})

function wordsOf(messages: object, path = ''): Record<string, string> {
  const words: Record<string, string> = {}
  for (const [key, value] of Object.entries(messages) as [string, unknown][]) {
    if (typeof value === 'string') words[path + key] = value
    else if (typeof value === 'object' && value !== null)
      Object.assign(words, wordsOf(value, `${path}${key}.`))
  }
  return words
}

test.each([
  ['ar', ['zero', 'one', 'two', 'few', 'many', 'other']],
  ['de', ['one', 'other']],
  ['es', ['one', 'many', 'other']],
  ['fr', ['one', 'many', 'other']],
  ['ja', ['other']],
  ['pt-BR', ['one', 'many', 'other']],
  ['zh-CN', ['other']],
])('%s › has the plural categories of its messages', (locale, categories) => {
  expect([...new Intl.PluralRules(locale).resolvedOptions().pluralCategories].sort()).toEqual(
    [...categories].sort(),
  )
})

test.each([
  [ar, 'يمكن إضافة ملف واحد فقط. أزل الملف الآخر أولًا.'],
  [de, 'Sie können nur 1 Datei hinzufügen. Entfernen Sie zuerst die andere.'],
  [es, 'Solo puede añadir 1 archivo. Quite primero el otro.'],
  [fr, 'Vous ne pouvez ajouter qu’un seul fichier. Retirez d’abord l’autre.'],
  [ja, '追加できるファイルは 1 件のみです。先に別のファイルを削除してください。'],
  [ptBR, 'Você só pode adicionar 1 arquivo. Remova o outro primeiro.'],
  [zhCN, '只能添加 1 个文件。请先移除另一个。'],
])('$locale › asks to remove the other file if only one is allowed', (messages, text) => {
  expect(messages.dropzone.tooManyFiles(1)).toBe(text)
})

test.each([
  [de, '1 von 3 wird nicht unterstützt.', '2 von 3 werden nicht unterstützt.'],
  [en, "1 of 3 isn't supported.", "2 of 3 aren't supported."],
  [es, '1 de 3 no es compatible.', '2 de 3 no son compatibles.'],
  [fr, '1 fichier sur 3 n’est pas pris en charge.', '2 fichiers sur 3 ne sont pas pris en charge.'],
  [ptBR, '1 de 3 não é compatível.', '2 de 3 não são compatíveis.'],
])('$locale › uses the singular for one unsupported file', (messages, one, two) => {
  const drag = { total: 3, tooMany: 0, types: ['PDF'] }
  expect(messages.dropzone.dragRejected({ ...drag, ofWrongType: 1 })).toContain(one)
  expect(messages.dropzone.dragRejected({ ...drag, ofWrongType: 2 })).toContain(two)
})

test('Arabic › has six plural forms', () => {
  expect([0, 1, 2, 3, 11, 100].map(ar.announcer.started)).toEqual([
    'جارٍ رفع لا ملفات',
    'جارٍ رفع ملف واحد',
    'جارٍ رفع ملفين',
    `جارٍ رفع ${new Intl.NumberFormat('ar').format(3)} ملفات`,
    `جارٍ رفع ${new Intl.NumberFormat('ar').format(11)} ملفًا`,
    `جارٍ رفع ${new Intl.NumberFormat('ar').format(100)} ملف`,
  ])
})

test('French › uses the singular for 0 and “de” for millions', () => {
  expect(fr.announcer.started(0)).toBe('Envoi de 0 fichier')
  expect(fr.announcer.started(1_000_000).replaceAll(/\s/g, ' ')).toBe('Envoi de 1 000 000 de fichiers')
})

test('createWords › joins a list with the conjunction of the language', () => {
  expect(createWords('de', ['one', 'other']).either(['PDF', 'JPG', 'PNG'])).toBe('PDF, JPG oder PNG')
})
