/**
 * The rules of a language, for its messages.
 *
 * @param categories every plural category that the language has: forms are complete or do not compile
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
    /** The form for a count; `#` in it becomes the number. */
    plural(count: number, forms: Readonly<Record<Category | 'other', string>>): string {
      const category = rules.select(count)
      const form = categories.find((known) => known === category) ?? 'other'
      return forms[form].replace('#', number(count))
    },
    /** `a, b or c`. */
    either: (parts: readonly string[]): string => choices.format(parts),
    /** Those parts that there are, one after the other. */
    sentences: (...parts: readonly (string | false | undefined)[]): string => present(parts).join(' '),
    /** Those parts that there are, between dots, the first letter large. */
    dotted(...parts: readonly (string | false | undefined)[]): string {
      const text = present(parts).join(' · ')
      return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1)
    },
  }
}
