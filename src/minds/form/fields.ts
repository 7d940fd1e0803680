import type { Form, Json } from 'suasion'
import { range } from './describe.ts'
import type { Terminal } from './terminal.ts'

/** Asks a person for a value that satisfies a JSON Schema, explaining what is wrong until it does. */
export const askValue = async (desk: Terminal, form: Form, label: string): Promise<Json> => {
  const { const: fixed, enum: only, type, properties } = form
  if (fixed !== undefined) return fixed as Json
  if (only) return choice(desk, only as readonly Json[], label)
  const either = form.anyOf ?? (form['oneOf'] as readonly Form[] | undefined)
  if (either) {
    const { anyOf: _, oneOf: __, ...outer } = form as Form & { oneOf?: unknown }
    const some = either.filter((each) => each.type !== 'null')
    if (some.length < either.length && !(await yes(desk, `${label}: is there one? y/n`))) return null
    const names = some.map((each) => String(each['title'] ?? each['description'] ?? each.type))
    const chosen = some.length === 1 ? 0 : names.indexOf((await choice(desk, names, `${label}, which kind`)) as string)
    return askValue(desk, { ...some[chosen]!, ...outer }, label)
  }
  if (properties) return fields(desk, form, Object.keys(properties), label)
  if (type === 'boolean') return yes(desk, `${label} (y/n)`)
  if (type === 'integer' || type === 'number') return number(desk, form, label)
  if (type === 'array') return list(desk, form, label)
  if (type === 'string') return text(desk, form, label)
  if (type === 'null') return null
  return json(desk, form, label)
}

/** Asks for some fields of an object, in their order. */
export const fields = async (
  desk: Terminal,
  form: Form,
  names: readonly string[],
  label = '',
): Promise<Record<string, Json>> => {
  const given: Record<string, Json> = {}
  for (const name of names) {
    const inner = form.properties![name]!
    const about = inner['description'] === undefined ? '' : ` (${inner['description']})`
    given[name] = await askValue(desk, inner, `${label && `${label}, `}${name}${about}`)
  }
  return given
}

/** Asks until `read` makes something of the line; a text it returns as `wrong` is shown. */
const until = async <T>(
  desk: Terminal,
  prompt: string,
  read: (line: string) => { ok: T } | { wrong: string },
): Promise<T> => {
  for (;;) {
    const found = read(await desk.line(`${prompt}> `))
    if ('ok' in found) return found.ok
    desk.write(`  ${found.wrong}\n`)
  }
}

/** A numbered choice; answered by number or by name. One option needs no question. */
export const choice = async (desk: Terminal, options: readonly Json[], label: string): Promise<Json> => {
  const shown = options.map((option) => (typeof option === 'string' ? option : JSON.stringify(option)))
  if (options.length === 1) return options[0]!
  const numbers = options.every((option) => typeof option === 'number')
  if (!numbers) desk.write(`${label}:\n${shown.map((option, i) => `  ${i + 1}. ${option}\n`).join('')}`)
  return until(desk, numbers ? `${label} (${shown.join(', ')})` : `1 to ${options.length}`, (line) => {
    const typed = line.trim()
    const named = shown.findIndex((option) => option.toLowerCase() === typed.toLowerCase())
    const place = named >= 0 ? named : numbers ? -1 : /^\d+$/.test(typed) ? Number(typed) - 1 : -1
    if (place >= 0 && place < options.length) return { ok: options[place]! }
    return {
      wrong: `"${typed}" is none of them; type ${numbers ? shown.join(', ') : `a number from 1 to ${options.length}, or the words`}`,
    }
  })
}

const yes = (desk: Terminal, prompt: string): Promise<boolean> =>
  until(desk, prompt, (line) => {
    const typed = line.trim().toLowerCase()
    if (['y', 'yes'].includes(typed)) return { ok: true }
    return ['n', 'no'].includes(typed) ? { ok: false } : { wrong: `"${line.trim()}" is neither y nor n` }
  })

const number = (desk: Terminal, form: Form, label: string): Promise<number> => {
  const whole = form.type === 'integer'
  const bounds = [range(form, 'minimum', 'maximum'), range(form, 'exclusiveMinimum', 'exclusiveMaximum')]
  const kind = `${whole ? 'whole number' : 'number'}${bounds[0] && ` ${bounds[0]}`}${bounds[1] && ` (${bounds[1]}, bounds not included)`}`
  const {
    minimum = -Infinity,
    maximum = Infinity,
    exclusiveMinimum = -Infinity,
    exclusiveMaximum = Infinity,
  } = form as {
    readonly [bound: string]: number
  }
  const step = form['multipleOf'] as number | undefined
  return until(desk, `${label} (${kind})`, (line) => {
    const typed = line.trim().replace(',', '.')
    const value = Number(typed)
    if (typed === '' || !Number.isFinite(value)) return { wrong: `"${line.trim()}" is no number; type a ${kind}` }
    if (whole && !Number.isInteger(value)) return { wrong: `${typed} is not whole; type a ${kind}` }
    if (value < minimum || value > maximum || value <= exclusiveMinimum || value >= exclusiveMaximum)
      return { wrong: `${typed} is out of bounds; type a ${kind}` }
    if (step !== undefined && Math.abs(value / step - Math.round(value / step)) > 1e-9)
      return { wrong: `${typed} is not in steps of ${step}` }
    return { ok: value }
  })
}

const text = (desk: Terminal, form: Form, label: string): Promise<string> => {
  const {
    minLength = 0,
    maxLength = Infinity,
    pattern,
  } = form as { minLength?: number; maxLength?: number; pattern?: string }
  const size = range(form, 'minLength', 'maxLength')
  return until(desk, `${label}${size && ` (${size} characters)`}`, (line) => {
    const typed = line.trim()
    if (typed.length < minLength)
      return {
        wrong: minLength === 1 ? 'type something' : `at least ${minLength} characters; that were ${typed.length}`,
      }
    if (typed.length > maxLength) return { wrong: `at most ${maxLength} characters; that were ${typed.length}` }
    if (pattern !== undefined && !new RegExp(pattern, 'u').test(typed))
      return { wrong: `"${typed}" does not have the form ${pattern}` }
    return { ok: typed }
  })
}

const list = async (desk: Terminal, form: Form, label: string): Promise<Json[]> => {
  const items = (form['items'] ?? {}) as Form
  const fixed = form['prefixItems'] as readonly Form[] | undefined
  const { minItems = fixed?.length ?? 0, maxItems = fixed?.length ?? Infinity } = form as {
    minItems?: number
    maxItems?: number
  }
  const names = form['names'] as readonly string[] | undefined
  const given: Json[] = []
  while (given.length < maxItems) {
    const n = given.length
    if (n >= minItems && maxItems > minItems && !(await yes(desk, `${label}: ${n === 0 ? 'any' : 'another'}? y/n`)))
      break
    const left = form['uniqueItems'] === true && items['enum'] ? rest(items, given) : items
    if ((left['enum'] as readonly Json[] | undefined)?.length === 0) break
    const place = names?.[n] ?? (maxItems === Infinity ? `${n + 1}` : `${n + 1} of ${maxItems}`)
    const value = await askValue(desk, fixed?.[n] ?? left, `${label}, ${place}`)
    if (form['uniqueItems'] === true && given.includes(value))
      desk.write(`  ${JSON.stringify(value)} is there already\n`)
    else given.push(value)
  }
  return given
}

const rest = (items: Form, given: readonly Json[]): Form => ({
  ...items,
  enum: (items['enum'] as readonly Json[]).filter((each) => !given.includes(each)),
})

const json = (desk: Terminal, form: Form, label: string): Promise<Json> =>
  until(desk, `${label} (as JSON${form.type ? `, ${form.type}` : ''})`, (line) => {
    try {
      return { ok: JSON.parse(line) }
    } catch (error) {
      return { wrong: (error as Error).message }
    }
  })
