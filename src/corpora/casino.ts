import { type Corpus, type Deed, type Row, tell } from 'suasion'
import { bargaining } from 'suasion/instruments'
import {
  multiIssue,
  STRATEGIES,
  type Strategy,
  splitPayoffs,
  splitRecord,
  walkAwayPoints,
} from 'suasion/protocols/multi-issue'
import { z } from 'zod'
import { checkEncoding, collect, type Made, notAllowed } from './parts/collect.ts'
import { readLines } from './parts/objects.ts'
import { runsOf } from './parts/runs.ts'

const ISSUES = ['Food', 'Water', 'Firewood'] as const
const PACKAGES = 3
const RANKS = ['High', 'Medium', 'Low'] as const
const SPECIAL = ['Submit-Deal', 'Accept-Deal', 'Reject-Deal', 'Walk-Away']

const issue = z.enum(ISSUES)
const amount = z.union([z.string(), z.number()]).transform(Number)
const amounts = z.object({ Food: amount, Water: amount, Firewood: amount })
const entry = z.object({
  text: z.string(),
  id: z.string(),
  task_data: z.object({ issue2youget: amounts.optional(), issue2theyget: amounts.optional() }),
})
type Entry = z.output<typeof entry>
const trait = z.number().nullish()
const participant = z.object({
  value2issue: z.object({ High: issue, Medium: issue, Low: issue }),
  outcomes: z.object({
    points_scored: z.number().nullish(),
    satisfaction: z.string().nullish(),
    opponent_likeness: z.string().nullish(),
  }),
  personality: z.object({ svo: z.string().nullish(), 'big-five': z.record(z.string(), trait).nullish() }).nullish(),
})
const record = z.object({
  dialogue_id: z.union([z.number(), z.string()]),
  chat_logs: z.array(entry).min(1),
  participant_info: z.record(z.string(), participant),
  annotations: z.array(z.tuple([z.string(), z.string()])).nullish(),
})
type Dialogue = z.output<typeof record>

/** The labels of each entry of a dialogue, by its place: annotations go with the messages of their text, in order. */
const labelsOf = ({ chat_logs, annotations }: Dialogue, missing: string[]): Map<number, Strategy[]> => {
  const labels = new Map<number, Strategy[]>()
  let at = 0
  for (const [text, listed] of annotations ?? []) {
    const place = chat_logs.findIndex((each, i) => i >= at && each.text === text && !SPECIAL.includes(each.text))
    if (place < 0) {
      missing.push('an annotation of a text that was not said')
      continue
    }
    at = place + 1
    const names = listed.split(',').map((name) => name.trim())
    const known = STRATEGIES.filter((name) => names.includes(name))
    if (known.length < new Set(names).size) missing.push('an annotation with a label that is no strategy')
    labels.set(place, known)
  }
  const said = chat_logs.filter(({ text }) => !SPECIAL.includes(text)).length
  if (annotations?.length && labels.size < said) missing.push('a message without annotation in an annotated dialogue')
  return labels
}

interface Place extends Entry {
  readonly labels: readonly Strategy[]
}

/** The one act of what one side did in a row; or why there is none. */
const actOf = (places: readonly Place[], standing: string | null, by: string) => {
  const talk = places.filter(({ text }) => !SPECIAL.includes(text))
  const done = places.filter(({ text }) => SPECIAL.includes(text))
  const text = talk.map((each) => each.text).join('\n')
  const strategies = STRATEGIES.filter((name) => talk.some(({ labels }) => labels.includes(name)))
  const rejects = done[0]?.text === 'Reject-Deal'
  if ((rejects || done.at(-1)?.text === 'Accept-Deal') && (standing === null || standing === by))
    return { leftOut: `${rejects ? 'a rejection' : 'an acceptance'} without a proposal of the other` }
  const last = (rejects ? done.slice(1) : done).at(0)
  if (done.length > (rejects ? 2 : 1)) return { leftOut: 'more than one typed act in one turn' }
  if (!last) return { act: { move: rejects ? 'reject' : 'say', text, strategies } }
  if (last.text !== 'Submit-Deal')
    return { act: { move: last.text === 'Accept-Deal' ? 'accept' : 'walkAway', text, strategies } }
  const { issue2youget: get, issue2theyget: leave } = last.task_data
  if (!get || !leave) return { leftOut: 'a proposal without a split' }
  const whole = ISSUES.every(
    (each) => Number.isInteger(get[each]) && get[each] >= 0 && leave[each] >= 0 && get[each] + leave[each] === PACKAGES,
  )
  if (!whole) return { leftOut: 'a split that does not add up to three packages of each' }
  const act = { move: 'propose', keep: ISSUES.map((each) => get[each]), text, strategies }
  return { act, ...(rejects && { note: { rejects: true } }) }
}

const factsOf = (
  seat: string,
  agent: string,
  { value2issue, outcomes, personality }: z.output<typeof participant>,
): Row => ({
  seat,
  agent,
  ...Object.fromEntries(RANKS.map((rank) => [rank.toLowerCase(), value2issue[rank]])),
  points: outcomes.points_scored ?? null,
  satisfaction: outcomes.satisfaction ?? null,
  likeness: outcomes.opponent_likeness ?? null,
  svo: personality?.svo ?? null,
  ...Object.fromEntries(TRAITS.map((name) => [name.replaceAll('-', '_'), personality?.['big-five']?.[name] ?? null])),
})
const TRAITS = ['extraversion', 'agreeableness', 'conscientiousness', 'emotional-stability', 'openness-to-experiences']

const toldOne = (dialogue: Dialogue): Made => {
  const { dialogue_id, chat_logs, participant_info } = dialogue
  const first = chat_logs[0]!.id
  const agents = Object.keys(participant_info)
  const second = agents.find((agent) => agent !== first)
  if (agents.length !== 2 || !(first in participant_info) || second === undefined)
    return { leftOut: `${agents.length} participants, of whom one must be who speaks first; two are needed` }
  const stranger = chat_logs.some(({ id }) => id !== first && id !== second)
  if (stranger) return { leftOut: 'somebody speaks who is no participant' }
  const missing: string[] = []
  const labels = labelsOf(dialogue, missing)
  const places = chat_logs.map((each, i): Place => ({ ...each, labels: labels.get(i) ?? [] }))
  const deeds: Deed[] = []
  let standing: string | null = null
  for (const { by, of } of runsOf(places, ({ id }) => id)) {
    const made = actOf(of, standing, by)
    if (made.leftOut !== undefined) return { leftOut: made.leftOut }
    const { move } = made.act
    standing = move === 'propose' ? by : move === 'reject' ? null : standing
    deeds.push({ seat: by === first ? 'first' : 'second', ...made })
  }
  const { move } = deeds.at(-1)!.act!
  if (move !== 'accept' && move !== 'walkAway') {
    missing.push('it breaks off: whose turn it is counts as having left')
    deeds.push({ seat: deeds.at(-1)!.seat === 'first' ? 'second' : 'first', absent: 'left' })
  }
  const people = [
    ['first', first, participant_info[first]!],
    ['second', second, participant_info[second]!],
  ] as const
  for (const [, , { value2issue }] of people)
    if (new Set(Object.values(value2issue)).size < ISSUES.length)
      return { leftOut: 'priorities that name an issue twice' }
  const [firstPriorities, secondPriorities] = people.map(([, , { value2issue }]) =>
    RANKS.map((rank) => value2issue[rank]),
  )
  const params = { issues: ISSUES, firstPriorities: firstPriorities!, secondPriorities: secondPriorities!, turns: 500 }
  const key = String(dialogue_id)
  const made = tell(multiIssue, key, params, deeds)
  if ('problem' in made) return { leftOut: notAllowed(made) }
  const facts = people.map(([seat, agent, info]) => factsOf(seat, agent, info))
  const close = made.episode.at(-1)!
  const payoff = close.kind === 'close' ? close.payoff : null
  if (facts.some(({ points }) => points === null)) missing.push('points that are not told')
  if (facts.some(({ seat, points }) => points !== null && points !== payoff?.[seat as string]))
    missing.push('points that differ from the deal')
  return { told: { key, episode: made.episode, facts }, missing }
}

/**
 * CaSiNo: people who divide packages of food, water and firewood before a camping trip. Whatever one side does in a row
 * is one act: a message after a rejection goes with it, and a proposal right after a rejection is one act that turns the
 * standing one down (noted as `rejects`). Who speaks first is the seat `first`. The strategies that annotators
 * set are the typed labels of the acts; where nobody annotated, there are none. People had no limit of turns here,
 * though a deal could be submitted only after ten messages: that is no rule of this protocol.
 */
export const casino: Corpus = {
  name: 'casino',
  about:
    'people on Mechanical Turk who divide camping supplies with hidden priorities: Chawla, Ramirez, Clever, Lucas, May & Gratch 2021, CaSiNo: A Corpus of Campsite Negotiation Dialogues',
  licence: 'CC BY 4.0 (kushalchawla/CaSiNo)',
  protocol: multiIssue,
  files: [{ name: /\.json$/, about: 'a list of dialogues', required: true }],
  instruments: [splitRecord(), bargaining({ feasible: splitPayoffs, disagreement: walkAwayPoints })],
  facts: {
    agent: 'which of the two participants of the record this is',
    high: 'the issue this side values most',
    medium: 'the next',
    low: 'the last',
    points: 'points as they were recorded',
    satisfaction: 'how satisfied this side was afterwards, five levels',
    likeness: 'how much it liked the other, five levels',
    svo: 'social value orientation',
    ...Object.fromEntries(TRAITS.map((name) => [name.replaceAll('-', '_'), 'a trait of the Big Five, 1 to 7'])),
  },
  read: (files, progress) => {
    const { told, problems, take } = collect()
    if (Object.keys(files).length === 0) throw new Error('no file of CaSiNo was given')
    for (const [file, text] of Object.entries(files)) {
      checkEncoding(text, file)
      let done = 0
      readLines(text, file, (fields, where) => {
        if (!('chat_logs' in fields && 'participant_info' in fields))
          throw new Error(
            `${where} has no chat_logs and participant_info; a dialogue of CaSiNo has both, and a dialogue_id`,
          )
        const parsed = record.safeParse(fields)
        take(String(fields['dialogue_id'] ?? where), () => {
          if (parsed.success) return toldOne(parsed.data)
          const [issue] = parsed.error.issues
          return { leftOut: `incomplete: ${issue!.path.join('.')}` }
        })
        if (++done % 200 === 0) progress?.(done, done)
      })
    }
    return { told, problems }
  },
}
