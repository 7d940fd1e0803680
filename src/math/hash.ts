/** The fingerprint of a text that goes on. */
export interface Begun {
  readonly a: number
  readonly b: number
  readonly length: number
}

/** The fingerprint of nothing yet. */
export const begun: Begun = { a: 0x811c9dc5, b: 0x01234567, length: 0 }

/** What was begun, with more text after it. */
export const continued = ({ a, b, length }: Begun, text: string): Begun => {
  let [c, d] = [a, b]
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    c = Math.imul(c ^ code, 0x01000193)
    d = Math.imul(d ^ code, 0x85ebca6b)
    d ^= d >>> 13
  }
  return { a: c, b: d, length: length + text.length }
}

const hex = (x: number): string => (x >>> 0).toString(16).padStart(8, '0')

/** The fingerprint of all that was begun and continued. */
export const ended = ({ a, b, length }: Begun): string => {
  const c = Math.imul(a ^ (b >>> 16), 0xc2b2ae35)
  const d = Math.imul(b ^ (c >>> 15), 0x27d4eb2f)
  return hex(c ^ length) + hex(d)
}

/** Sixteen hex digits that identify a text: for spotting a change, not for secrecy. */
export const fingerprint = (text: string): string => ended(continued(begun, text))
