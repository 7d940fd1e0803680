/** Sixteen hex digits that identify a text: for spotting a change, not for secrecy. */
export const fingerprint = (text: string): string => {
  let a = 0x811c9dc5
  let b = 0x01234567
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    a = Math.imul(a ^ code, 0x01000193)
    b = Math.imul(b ^ code, 0x85ebca6b)
    b ^= b >>> 13
  }
  a = Math.imul(a ^ (b >>> 16), 0xc2b2ae35)
  b = Math.imul(b ^ (a >>> 15), 0x27d4eb2f)
  const hex = (x: number): string => (x >>> 0).toString(16).padStart(8, '0')
  return hex(a ^ text.length) + hex(b)
}
