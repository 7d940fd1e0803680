import type { Form } from 'suasion'

/** One open move in words: what a mind that only reads must write, such as `{"move":"offer","price":<0 to 10>}`. */
export const describe = (form: Form): string => {
  const { type, const: fixed, enum: only, properties } = form
  const anyOf = form.anyOf ?? (form['oneOf'] as readonly Form[] | undefined)
  if (fixed !== undefined) return JSON.stringify(fixed)
  if (only) return (only as readonly unknown[]).map((each) => JSON.stringify(each)).join(' | ')
  if (anyOf) return anyOf.map(describe).join(' | ')
  if (properties) {
    const fields = Object.entries(properties).map(([name, inner]) => `${JSON.stringify(name)}: ${describe(inner)}`)
    return `{${fields.join(', ')}}`
  }
  if (type === 'array') {
    const size = range(form, 'minItems', 'maxItems')
    const distinct = form['uniqueItems'] === true ? ' different' : ''
    return `[list of${size && ` ${size}`}${distinct} ${describe((form['items'] ?? {}) as Form)}]`
  }
  if (type === 'integer' || type === 'number') {
    const size = range(form, 'minimum', 'maximum') || range(form, 'exclusiveMinimum', 'exclusiveMaximum')
    return `<${type === 'integer' ? 'whole number' : 'number'}${size && ` ${size}`}>`
  }
  if (type === 'string') {
    const size = range(form, 'minLength', 'maxLength')
    return `"<text${size && ` of ${size} characters`}>"`
  }
  if (type === 'boolean') return 'true | false'
  return String(type ?? 'any JSON')
}

/** The bounds of a form in words, '' where there are none; integers carry the limits of a double, which bound nothing. */
export const range = (form: Form, low: string, high: string): string => {
  const told = (value: unknown): value is number =>
    typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER
  const [least, most] = [form[low], form[high]]
  if (told(least) && told(most)) return least === most ? `${least}` : `${least} to ${most}`
  return told(least) ? `at least ${least}` : told(most) ? `at most ${most}` : ''
}
