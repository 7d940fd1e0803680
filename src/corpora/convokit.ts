import type { Corpus, Json, Problem, Row, Told } from 'suasion'
import { participation } from 'suasion/instruments'
import { conversation, type Spoken, toldTalk } from 'suasion/protocols/conversation'
import { factColumn } from './parts/cells.ts'
import { type Fields, isFields, readDocument, readLines } from './parts/objects.ts'

interface Utterance {
  readonly id: string
  readonly speaker: string
  readonly text: string
  readonly answers: string | null
  readonly time: number | null
  readonly meta: Fields
}

/** A field under its name, or the name that earlier versions of ConvoKit gave it. */
const named = (fields: Fields, ...names: readonly string[]): Json | undefined =>
  names.map((name) => fields[name]).find((value) => value !== undefined)

const word = (value: Json | undefined): string => (value === undefined || value === null ? '' : String(value).trim())

const readUtterance = (fields: Fields, where: string): { readonly of: string; readonly utterance: Utterance } => {
  const of = named(fields, 'conversation_id', 'root')
  const speaker = named(fields, 'speaker', 'user')
  const missing = Object.entries({ id: fields['id'], conversation_id: of, speaker, text: fields['text'] }).filter(
    ([, value]) => value === undefined,
  )
  if (missing.length)
    throw new Error(
      `${where} has no ${missing.map(([name]) => name).join(', ')}; an utterance of ConvoKit has id, conversation_id, speaker, reply_to, timestamp, text and meta`,
    )
  const time = fields['timestamp']
  const seconds = time === null || time === undefined || time === '' ? Number.NaN : Number(time)
  const utterance = {
    id: word(fields['id']),
    speaker: word(speaker),
    text: typeof fields['text'] === 'string' ? fields['text'] : '',
    answers: word(named(fields, 'reply_to', 'reply-to')) || null,
    time: Number.isFinite(seconds) ? seconds : null,
    meta: isFields(fields['meta']) ? fields['meta'] : {},
  }
  return { of: word(of), utterance }
}

/** In the order of their times where all have one, else as the file has them; what is answered comes before its answers. */
const inOrder = (utterances: readonly Utterance[]): Utterance[] => {
  const timed = utterances.every(({ time }) => time !== null)
  const line = timed ? [...utterances].sort((a, b) => a.time! - b.time!) : utterances
  const byId = new Map(line.map((each) => [each.id, each]))
  const placed = new Set<Utterance>()
  for (const each of line) {
    const chain: Utterance[] = []
    let at: Utterance | undefined = each
    while (at && !placed.has(at) && !chain.includes(at)) {
      chain.push(at)
      at = at.answers === null ? undefined : byId.get(at.answers)
    }
    for (const next of chain.reverse()) placed.add(next)
  }
  return [...placed]
}

/** What is told of something as facts: lists and objects as JSON text, and never the name of whom it is about. */
const factsOf = (entry: Json | undefined, who: string | null, prefix = ''): Row => {
  if (!isFields(entry)) return {}
  const meta = isFields(entry['meta']) ? entry['meta'] : entry
  return Object.fromEntries(
    Object.entries(meta)
      .filter(([name, value]) => name !== 'vectors' && (who === null || word(value) !== who))
      .map(([name, value]) => [
        factColumn(`${prefix}${name}`),
        typeof value === 'object' && value !== null ? JSON.stringify(value) : value,
      ]),
  )
}

/** The files of ConvoKit's own format, or what of them is there. */
interface Files {
  readonly conversations: Fields | null
  readonly speakers: Fields | null
}

const toldOne = (
  id: string,
  all: readonly Utterance[],
  { conversations, speakers }: Files,
): { readonly told: Told; readonly missing: readonly string[] } | string => {
  const missing = new Set<string>()
  const there = inOrder(all).filter(({ speaker, text }) => {
    if (speaker === '') missing.add('contributions without a speaker')
    else if (text.trim() === '') missing.add('contributions without text')
    return speaker !== '' && text.trim() !== ''
  })
  const places = new Map(there.map((each, i) => [each.id, i]))
  const spoken = there.map(({ speaker, text, time, answers, meta }): Spoken => {
    const to = answers === null ? null : (places.get(answers) ?? null)
    if (answers !== null && to === null) missing.add('answers to something that is not there')
    const note = {
      ...(time !== null && { time }),
      ...(to !== null && { answers: to }),
      ...(Object.keys(meta).length && { meta }),
    }
    return { speaker, text, ...(Object.keys(note).length && { note }) }
  })
  if (conversations && !(id in conversations)) missing.add('no entry in conversations.json')
  const times = there.flatMap(({ time }) => time ?? [])
  const told = toldTalk(id, spoken, (seats) => [
    {
      ...factsOf(conversations?.[id], null),
      ...(times.length && { started: Math.min(...times), ended: Math.max(...times) }),
    },
    ...[...seats].map(([speaker, seat]) => {
      if (speakers && !(speaker in speakers)) missing.add('speakers without an entry in speakers.json')
      return { seat, ...factsOf(speakers?.[speaker], speaker, 'speaker_') }
    }),
  ])
  return 'problem' in told ? told.problem : { told, missing: [...missing] }
}

/**
 * A corpus in the format of ConvoKit (Chang et al. 2020): `utterances.jsonl`, and where they are there
 * `conversations.json` and `speakers.json`. Times (`time`), what a contribution answers (`answers`, its number in the
 * conversation) and its `meta` go to the log as notes; what is told of conversations and speakers is a fact.
 */
export const convokit: Corpus = {
  name: 'convokit',
  about:
    'any corpus in the format of ConvoKit (Chang et al. 2020): utterances.jsonl, conversations.json, speakers.json',
  licence: 'as the corpus says, on its page at convokit.cornell.edu',
  format: true,
  protocol: conversation,
  files: [
    { name: /^utterances\.jsonl?$/, about: 'one utterance a line', required: true },
    { name: /^conversations\.json$/, about: 'what is told of each conversation', required: false },
    { name: /^(speakers|users)\.json$/, about: 'what is told of each speaker', required: false },
  ],
  instruments: [participation()],
  facts: { started: 'time of the first contribution', ended: 'time of the last contribution' },
  read: (files, progress) => {
    const file = (name: RegExp): string | undefined => Object.keys(files).find((each) => name.test(each))
    const main = file(/^utterances\.jsonl?$/)
    if (main === undefined) throw new Error('a corpus of ConvoKit has utterances.jsonl')
    const document = (name: RegExp): Fields | null => {
      const found = file(name)
      return found === undefined ? null : readDocument(files[found]!, found)
    }
    const known = { conversations: document(/^conversations\.json$/), speakers: document(/^(speakers|users)\.json$/) }
    const problems: Problem[] = []
    const groups = new Map<string, Utterance[]>()
    const met = new Set<string>()
    readLines(files[main]!, main, (fields, where) => {
      const { of, utterance } = readUtterance(fields, where)
      if (of === '') problems.push({ record: where, what: 'an utterance without a conversation', kept: false })
      else if (met.has(utterance.id))
        problems.push({ record: of, what: 'an utterance id that was there before', kept: true })
      else {
        met.add(utterance.id)
        const group = groups.get(of)
        if (group) group.push(utterance)
        else groups.set(of, [utterance])
      }
    })
    for (const id of Object.keys(known.conversations ?? {}))
      if (!groups.has(id)) problems.push({ record: id, what: 'nothing was said', kept: false })
    const told: Told[] = []
    let done = 0
    for (const [id, group] of groups) {
      if (++done % 200 === 0) progress?.(done, groups.size)
      const made = toldOne(id, group, known)
      if (typeof made === 'string') problems.push({ record: id, what: made, kept: false })
      else {
        told.push(made.told)
        for (const what of made.missing) problems.push({ record: id, what, kept: true })
      }
    }
    return { told, problems }
  },
}
