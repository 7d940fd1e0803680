import { type Corpus, type Deed, numberColumn, type Problem, type Row, readRows, type Told, tell } from 'suasion'
import { actsUsed, inconsistency, repetition } from 'suasion/instruments'
import { charity, PERSUADEE_ACTS, PERSUADER_ACTS } from 'suasion/protocols/charity'
import { z } from 'zod'

const SEATS = ['persuader', 'persuadee'] as const
type Seat = (typeof SEATS)[number]
const LABELS: Readonly<Record<Seat, ReadonlySet<string>>> = {
  persuader: new Set(PERSUADER_ACTS),
  persuadee: new Set(PERSUADEE_ACTS),
}
/** What each was paid, in dollars: gifts and pledges above it are recorded, and counted as problems. */
const PAID = 2

const traits = {
  extrovert: 'Big Five: extroversion, 1 to 5',
  agreeable: 'Big Five: agreeableness, 1 to 5',
  conscientious: 'Big Five: conscientiousness, 1 to 5',
  neurotic: 'Big Five: neuroticism, 1 to 5',
  open: 'Big Five: openness, 1 to 5',
  care: 'moral foundations: care, 1 to 6',
  fairness: 'moral foundations: fairness, 1 to 6',
  loyalty: 'moral foundations: loyalty, 1 to 6',
  authority: 'moral foundations: authority, 1 to 6',
  purity: 'moral foundations: purity, 1 to 6',
  freedom: 'moral foundations: freedom, 1 to 6',
  conform: 'Schwartz values: conformity, 1 to 6',
  tradition: 'Schwartz values: tradition, 1 to 6',
  benevolence: 'Schwartz values: benevolence, 1 to 6',
  universalism: 'Schwartz values: universalism, 1 to 6',
  self_direction: 'Schwartz values: self-direction, 1 to 6',
  stimulation: 'Schwartz values: stimulation, 1 to 6',
  hedonism: 'Schwartz values: hedonism, 1 to 6',
  achievement: 'Schwartz values: achievement, 1 to 6',
  power: 'Schwartz values: power, 1 to 6',
  security: 'Schwartz values: security, 1 to 6',
  rational: 'decision style: rational, 1 to 5',
  intuitive: 'decision style: intuitive, 1 to 5',
} as const

const dialogue = z.string().min(1)
const turn = numberColumn(0, 10_000).pipe(z.int())
const role = z.enum(['0', '1']).transform((code) => SEATS[Number(code)]!)
/** A cell that holds a number between two bounds, or nothing. */
const blank = (min: number, max: number) =>
  z
    .string()
    .transform((cell) => (cell === '' ? null : Number(cell)))
    .pipe(z.number().min(min).max(max).nullable())
const dollars = blank(0, 1e6)
const turnsTable = z.object({ dialogue, turn, role, text: z.string() })
const speakersTable = z.object({
  dialogue,
  role,
  donation: dollars,
  turns: blank(0, 10_000),
  ...(Object.fromEntries(Object.keys(traits).map((name) => [name, blank(0, 7)])) as Record<
    keyof typeof traits,
    ReturnType<typeof blank>
  >),
})
const labelsTable = z.object({
  dialogue,
  turn,
  role,
  text: z.string(),
  persuader_act: z.string(),
  persuadee_act: z.string(),
  persuader_act_2: z.string(),
  persuadee_act_2: z.string(),
})
const donationsTable = z.object({ dialogue, role, intended: dollars, donation: dollars })

/** Text that is no UTF-8 arrives with the replacement character in it: it must be read anew, not guessed at. */
const checkEncoding = (name: string, csv: string): string => {
  const at = csv.indexOf('\uFFFD')
  if (at < 0) return csv
  const line = csv.slice(0, at).split('\n').length
  throw new Error(`${name} line ${line} holds bytes that are no UTF-8; save the file as UTF-8 and read it again`)
}

const grouped = <T extends { readonly dialogue: string }>(rows: readonly T[]): Map<string, T[]> => {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(row.dialogue)
    if (group) group.push(row)
    else groups.set(row.dialogue, [row])
  }
  return groups
}
const letters = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
const bySeat = <T extends { readonly role: Seat }>(rows: readonly T[] = [], seat: Seat): T[] =>
  rows.filter((row) => row.role === seat)

type Speaker = z.output<typeof speakersTable>
type Label = z.output<typeof labelsTable>
type Donation = z.output<typeof donationsTable>
type Count = (record: string, what: string, kept?: boolean) => void

/** The labels of each turn, in order; a label of no taxonomy is counted and left out. */
const labelsOf = (units: readonly Label[], key: string, problem: Count): Map<string, string[]> => {
  const labels = new Map<string, string[]>()
  for (const unit of units) {
    const at = `${unit.turn} ${unit.role}`
    const own = labels.get(at) ?? []
    for (const label of [unit[`${unit.role}_act`], unit[`${unit.role}_act_2`]]) {
      if (label === '') continue
      if (LABELS[unit.role].has(label)) own.push(label)
      else problem(`${key} turn ${unit.turn}`, `a label of no ${unit.role} act: ${label}`)
    }
    labels.set(at, own)
  }
  return labels
}

/** What is known of one seat beside the talk, with what contradicts itself counted. */
const factsOf = (
  seat: Seat,
  key: string,
  exchanges: number,
  speakers: readonly Speaker[],
  donations: readonly Donation[] | null,
  problem: Count,
): Row => {
  const [speaker] = speakers
  const [own] = donations ?? []
  const where = `${key} ${seat}`
  const donation = speaker?.donation ?? null
  const intended = own?.intended ?? null
  if (!speaker) problem(where, 'no row in speakers.csv')
  else if (donation === null) problem(where, 'no donation in speakers.csv')
  if (speaker && Object.keys(traits).some((name) => speaker[name as keyof typeof traits] === null))
    problem(where, 'traits are missing')
  if (speaker && speaker.turns !== null && speaker.turns !== exchanges)
    problem(where, 'speakers.csv counts other turns than turns.csv holds')
  if (donation !== null && donation > PAID) problem(where, 'a donation above the $2 that was paid')
  if (intended !== null && intended > PAID) problem(where, 'an intended donation above the $2 that was paid')
  if (donations && !own) problem(where, 'no row in annotated-donations.csv')
  if (own && own.donation !== donation) problem(where, 'the donation differs between the files')
  if (intended !== null && donation === null) problem(where, 'an intended donation and no actual one')
  const known = Object.keys(traits).map((name) => [name, speaker?.[name as keyof typeof traits] ?? null] as const)
  const given = own && own.donation !== donation ? null : donation
  return { seat, donation: given, intended, labelled: donations !== null, ...Object.fromEntries(known) }
}

/** Every seat's rows at most once; a dialogue with two of one is contradictory. */
const twice = (rows: readonly { readonly role: Seat }[]): boolean => SEATS.some((seat) => bySeat(rows, seat).length > 1)

const deedsOf = (lines: readonly { role: Seat; turn: number; text: string }[], labels: Map<string, string[]>): Deed[] =>
  lines.map((line) => {
    const acts = labels.get(`${line.turn} ${line.role}`) ?? []
    return { seat: line.role, act: { move: 'say', acts, tactic: null, truthful: null, text: line.text } }
  })

/**
 * PersuasionForGood (Wang et al. 2019): 1,017 dialogues of crowd workers, one asked to win a donation to Save the
 * Children from the other. Each message is a turn; in 300 dialogues its sentences carry the annotators' labels, in the
 * others its acts are empty. Nobody's pledge is in the log, because the files do not say in which turn it was made: the
 * fact `intended` holds it. The gifts after the talk are acts of the log.
 */
export const persuasionForGood: Corpus = {
  name: 'persuasion-for-good',
  about:
    'PersuasionForGood: 1,017 charity dialogues of crowd workers, 300 with labelled sentences (Wang et al. 2019, ACL; arXiv 1906.06725)',
  licence: 'Apache-2.0 (Sea-Snell/persuasionforgood)',
  protocol: charity,
  files: [
    { name: /^turns\.csv$/, about: 'dialogue, turn, role (0 persuader, 1 persuadee), text', required: true },
    { name: /^speakers\.csv$/, about: 'dialogue, role, donation, turns, 23 traits', required: true },
    { name: /^annotated\.csv$/, about: 'the labelled sentences of 300 dialogues', required: false },
    { name: /^annotated-donations\.csv$/, about: 'intended and actual donation of these 300', required: false },
  ],
  instruments: [actsUsed(charity), repetition({ names: ['save the children'] }), inconsistency()],
  facts: {
    donation: 'dollars given after the talk; null where not known',
    intended: 'dollars that annotators read as promised; null where none, or no labels',
    labelled: 'whether the sentences of the dialogue carry labels',
    ...traits,
  },
  read: (files) => {
    const table = <T extends z.ZodObject>(name: string, schema: T): z.output<T>[] | null =>
      files[name] === undefined ? null : readRows(checkEncoding(name, files[name]), schema, name)
    const needed = <T extends z.ZodObject>(name: string, schema: T): z.output<T>[] => {
      const rows = table(name, schema)
      if (rows) return rows
      const has = Object.keys(files).join(', ') || 'nothing'
      throw new Error(`persuasion-for-good needs ${name}, and was given ${has}`)
    }
    const talks = grouped(needed('turns.csv', turnsTable))
    const speakers = grouped(needed('speakers.csv', speakersTable))
    const [units, sums] = [table('annotated.csv', labelsTable), table('annotated-donations.csv', donationsTable)]
    const [labelled, donations] = [grouped(units ?? []), grouped(sums ?? [])]

    const problems: Problem[] = []
    const problem: Count = (record, what, kept = true) => problems.push({ record, what, kept })
    const beside = { 'speakers.csv': speakers, 'annotated.csv': labelled, 'annotated-donations.csv': donations }
    for (const key of new Set(Object.values(beside).flatMap((others) => [...others.keys()]))) {
      if (talks.has(key)) continue
      const names = Object.entries(beside).flatMap(([name, others]) => (others.has(key) ? [name] : []))
      problem(key, `in ${names.join(', ')} and not in turns.csv`, false)
    }
    const told: Told[] = []
    for (const [key, lines] of talks) {
      if (new Set(lines.map((line) => `${line.turn} ${line.role}`)).size < lines.length) {
        problem(key, 'a turn stands there twice', false)
        continue
      }
      if (twice(speakers.get(key) ?? []) || twice(donations.get(key) ?? [])) {
        problem(key, 'a speaker stands there twice', false)
        continue
      }
      const own = labelled.get(key) ?? []
      const labels = labelsOf(own, key, problem)
      if (own.length > 0) {
        checkLabels(key, lines, own, labels, problem)
        if (sums === null) problem(key, 'labelled, and no annotated-donations.csv was given')
      }
      const exchanges = Math.max(...lines.map((line) => line.turn)) + 1
      const facts = SEATS.map((seat) =>
        factsOf(
          seat,
          key,
          exchanges,
          bySeat(speakers.get(key), seat),
          own.length > 0 && sums ? bySeat(donations.get(key), seat) : null,
          problem,
        ),
      )
      const gifts = facts.map(
        ({ seat, donation }): Deed =>
          donation === null
            ? { seat: String(seat), absent: 'left' }
            : { seat: String(seat), act: { move: 'give', amount: donation as number } },
      )
      const params = { turns: lines.length, endowment: PAID, ownMoney: true, ends: 'deadline' }
      const result = tell(charity, key, params, [...deedsOf(lines, labels), ...gifts])
      if ('problem' in result) problem(`${key} turn ${result.at}`, result.problem, false)
      else
        told.push({ key, episode: result.episode, facts: facts.map((row) => ({ ...row, labelled: own.length > 0 })) })
    }
    return { told, problems }
  },
}

/** Labels beside the talk they are of: turns without any, turns that the talk lacks, and other words. */
const checkLabels = (
  key: string,
  lines: readonly { role: Seat; turn: number; text: string }[],
  units: readonly Label[],
  labels: Map<string, string[]>,
  problem: Count,
): void => {
  const here = new Set(lines.map(({ turn: t, role: r }) => `${t} ${r}`))
  for (const at of labels.keys())
    if (!here.has(at)) problem(`${key} turn ${at}`, 'labels for a turn that turns.csv lacks')
  const texts = new Map<string, string>()
  for (const { turn: t, role: r, text } of units) texts.set(`${t} ${r}`, (texts.get(`${t} ${r}`) ?? '') + text)
  for (const { turn: t, role: r, text } of lines) {
    const unit = texts.get(`${t} ${r}`)
    if (unit === undefined) problem(`${key} turn ${t} ${r}`, 'a turn without labels in a labelled dialogue')
    else if (letters(unit) !== letters(text))
      problem(`${key} turn ${t} ${r}`, 'the labelled words differ from the talk')
  }
}
