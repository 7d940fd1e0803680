import { readFileSync } from 'node:fs'
import type { AnyMind, Json, MindEntry, SeatId, Seen } from 'suasion'

/** An act as a script writes it: `{ move: 'offer', price: 3 }`. */
export type ScriptedAct = Readonly<Record<string, Json>> & { readonly move: string }

/** What is done: in order by whoever sits there, in order by seat or role, or as a function of what is seen says. */
export type ActScript =
  | readonly ScriptedAct[]
  | Readonly<Record<SeatId, readonly ScriptedAct[]>>
  // biome-ignore lint/suspicious/noExplicitAny: a script for some protocol, no matter which
  | ((seen: Seen<any, any>, acts: number) => ScriptedAct)

/** What a script adds to its acts. */
export interface ScriptOptions {
  readonly name?: string
  /** Answers to probes, by the question's id. A function script answers them itself and has none. */
  readonly answers?: Readonly<Record<string, ScriptedAct>>
}

/**
 * Does what a script says, in any protocol. A seat's own list wins over its role's. Throws when a list is over, or has
 * nothing for the seat, or a probe asks what it has no answer to. An act that is not legal is refused as anybody's is.
 */
export const scripted = (script: ActScript, { name = 'scripted', answers = {} }: ScriptOptions = {}): AnyMind => ({
  name,
  plays: '*',
  cast: 'formal',
  source: 'chosen: a script',
  ...(typeof script !== 'function' && { hears: [] }),
  speaks: 'generated',
  open: () => ({ acts: 0 }),
  decide: (seen, { acts }: { acts: number }) => {
    if (typeof script === 'function') return { act: script(seen, acts) as never }
    const { seat, role, question } = seen
    if (question) {
      const answer = answers[question.id]
      if (answer) return { act: answer as never }
      const has = Object.keys(answers).join(', ') || 'no probe at all'
      throw new Error(`${name} has no answer to "${question.id}"; it answers ${has}`)
    }
    const list = Array.isArray(script) ? script : ((script as Lists)[seat] ?? (script as Lists)[role])
    if (!list)
      throw new Error(`${name} has no acts for ${seat} (${role}); it has some for ${Object.keys(script).join(', ')}`)
    const act = list[acts]
    if (act) return { act: act as never }
    throw new Error(`${name} is over: ${seat} is asked for act number ${acts + 1}, and its script has ${list.length}`)
  },
  keep: ({ acts }: { acts: number }) => ({ acts: acts + 1 }),
})
type Lists = Readonly<Record<string, readonly ScriptedAct[] | undefined>>

/** Reads a script file: a list of acts, or lists by seat or role, or `{ "acts": ..., "answers": { question: act } }`. */
export const readScript = (path: string): { script: ActScript; answers: Readonly<Record<string, ScriptedAct>> } => {
  let json: Json
  try {
    json = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new Error(`the script ${path} cannot be read: ${(error as Error).message}`)
  }
  const split = isRecord(json) && 'acts' in json && !Array.isArray(json)
  const { acts, answers = {} } = (split ? json : { acts: json }) as { acts: Json; answers?: Json }
  const lists = Array.isArray(acts) ? { 'the script': acts } : acts
  if (!isRecord(lists))
    throw new Error(`the script ${path} holds ${JSON.stringify(acts)}; right would be a list of acts`)
  for (const [place, list] of Object.entries(lists)) {
    if (!Array.isArray(list)) throw new Error(`the script ${path} has no list of acts for ${place}`)
    for (const [i, act] of list.entries()) check(act, `the script ${path}, act ${i + 1} of ${place},`)
  }
  if (!isRecord(answers)) throw new Error(`the answers of the script ${path} are no object of question: act`)
  for (const [question, act] of Object.entries(answers)) check(act, `the script ${path}, the answer to ${question},`)
  return { script: acts as never, answers: answers as never }
}

const isRecord = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const check = (act: Json, where: string): void => {
  if (!isRecord(act) || typeof act['move'] !== 'string')
    throw new Error(`${where} is ${JSON.stringify(act)}; right would be an object with a move, such as {"move":"pass"}`)
}

/** A script file on the command line. */
const entry: MindEntry = {
  name: 'scripted',
  about: 'the acts of a JSON file, in order',
  example: 'scripted:acts.json',
  matches: (text) => text.startsWith('scripted:'),
  make: (text) => {
    const { script, answers } = readScript(text.slice('scripted:'.length))
    return scripted(script, { name: text, answers })
  },
}
export default entry
