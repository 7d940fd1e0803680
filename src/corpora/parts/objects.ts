import type { Json } from 'suasion'

/** A JSON object. */
export type Fields = { readonly [key: string]: Json }

export const isFields = (value: Json | undefined): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** JSON as Python writes it: NaN and Infinity, which JSON has no word for, are missing. */
const parsed = (text: string): Json => {
  try {
    return JSON.parse(text)
  } catch (error) {
    const plain = text.replace(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g, (found) =>
      found[0] === '"' ? found : 'null',
    )
    if (plain === text) throw error
    return JSON.parse(plain)
  }
}

/** Hands over each line of a file of JSON objects (or each entry of a list), with its place; throws naming one that is damaged. */
export const readLines = (text: string, file: string, each: (fields: Fields, where: string) => void): void => {
  const give = (value: Json, where: string): void => {
    if (!isFields(value))
      throw new Error(`${where} holds ${JSON.stringify(value).slice(0, 60)}, and an object is wanted`)
    each(value, where)
  }
  if (/^\s*\[/.test(text.slice(0, 100))) {
    const list = whole(text, file)
    if (Array.isArray(list)) for (const [i, value] of list.entries()) give(value, `${file}, entry ${i + 1}`)
    return
  }
  let line = 0
  let found = 0
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from)
    const to = end < 0 ? text.length : end
    const one = text.slice(from, to).trim()
    line++
    from = to + 1
    if (one === '') continue
    let value: Json
    try {
      value = parsed(one)
    } catch {
      const cut = end < 0 ? ': it breaks off, so the file is not whole' : ': it is not JSON'
      throw new Error(`${file}:${line} cannot be read${cut}`)
    }
    found++
    give(value, `${file}:${line}`)
  }
  if (found === 0) throw new Error(`${file} is empty`)
}

const whole = (text: string, file: string): Json => {
  try {
    return parsed(text)
  } catch (error) {
    throw new Error(`${file} is not whole JSON: ${(error as Error).message}`)
  }
}

/** A file that is one JSON object; throws naming it where it is damaged or something else. */
export const readDocument = (text: string, file: string): Fields => {
  const document = whole(text, file)
  if (!isFields(document)) throw new Error(`${file} is no object of entries by their id`)
  return document
}
