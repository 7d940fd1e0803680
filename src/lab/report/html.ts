/** Text that is HTML already. */
export interface Html {
  readonly html: string
}

type Piece = string | number | Html | null | undefined | false | readonly Piece[]

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Any text as HTML that shows it. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character]!)

const piece = (value: Piece): string => {
  if (value === null || value === undefined || value === false) return ''
  if (typeof value === 'string' || typeof value === 'number') return escaped(String(value))
  return 'html' in value ? value.html : value.map(piece).join('')
}

/** A template that escapes everything put into it, except what was made by this template or by `raw`. */
export const html = (texts: TemplateStringsArray, ...values: readonly Piece[]): Html => ({
  html: texts.map((text, i) => (i < values.length ? text + piece(values[i]!) : text)).join(''),
})

/** HTML that was made safe elsewhere. */
export const raw = (made: string): Html => ({ html: made })

/** Data as JSON inside a script element: no text in it can end the element or open another. */
export const embedded = (data: unknown): Html => raw(JSON.stringify(data).replaceAll('<', '\\u003c'))
