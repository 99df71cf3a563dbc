/**
 * Formats numbers, plurals and lists of a language.
 *
 * @param categories all plural categories of the language, which makes the compiler require each form
 */
export function createWords<Category extends Intl.LDMLPluralRule>(
  locale: string,
  categories: readonly (Category | 'other')[],
) {
  const rules = new Intl.PluralRules(locale)
  const numbers = new Intl.NumberFormat(locale)
  const choices = new Intl.ListFormat(locale, { type: 'disjunction' })
  const number = (value: number): string => numbers.format(value)
  const present = (parts: readonly (string | false | undefined)[]): readonly string[] =>
    parts.flatMap((part) => part || [])
  return {
    number,
    /** The plural form for a count; `#` is replaced by the number. */
    plural(count: number, forms: Readonly<Record<Category | 'other', string>>): string {
      const category = rules.select(count)
      const form = categories.find((name) => name === category) ?? 'other'
      return forms[form].replace('#', number(count))
    },
    /** `a, b or c`. */
    either: (parts: readonly string[]): string => choices.format(parts),
    /** The parts that are not empty, separated by spaces. */
    sentences: (...parts: readonly (string | false | undefined)[]): string => present(parts).join(' '),
    /** The parts that are not empty, separated by middle dots, with a capital first letter. */
    dotted(...parts: readonly (string | false | undefined)[]): string {
      const text = present(parts).join(' · ')
      return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1)
    },
  }
}
