/** Whether a field is the one that a form leads to first of those that are not right. */
export function isFirstInvalid(field: HTMLInputElement): boolean {
  const fields = field.form ? [...field.form.elements] : [field]
  return fields.find((element) => element.matches(':invalid:not(fieldset)')) === field
}
