import { type Choice, type Episode, type Instrument, type Judgement, openingOf, scene } from 'suasion'
import { wordsIn } from './minds.ts'
import { pairedVerdict } from './protocol.ts'
import { SEATS } from './rules.ts'

/** A text that is judged, and who wrote it. */
export interface JudgedText {
  /** What it is held to be a case of: strengths are given to labels. */
  readonly label: string
  readonly text: string
  /** The mind that wrote it, or null where that is not known: a judge of the same name is of its own family. */
  readonly writer: string | null
}

type Columns = {
  readonly one: string | null
  readonly other: string | null
  readonly oneFirst: Choice | null
  readonly otherFirst: Choice | null
  readonly score: number | null
}

export interface PairedJudgeOptions {
  /** The part of the study's cast that judges. */
  readonly part: string
  readonly question: string
  /** The two texts of an episode, or null where there are not two. */
  readonly texts: (episode: Episode) => readonly [JudgedText, JudgedText] | null
  readonly orders?: 'one first' | 'other first' | 'both'
  readonly ties?: boolean
}

const verdictOf = (judged: Episode, seat: string): Choice | null => {
  const found = judged.find((event) => event.kind === 'act' && event.seat === seat)
  return found?.kind === 'act' ? (found.act['verdict'] as Choice) : null
}
const points = (choice: Choice | null, place: Choice): number | null =>
  choice === null ? null : choice === 'tie' ? 0.5 : Number(choice === place)

/**
 * Lets a part of the cast judge two texts of each episode, in both orders unless said otherwise, and reads its verdicts;
 * a report then holds the card of the judge. Throws where the cast has no such part.
 */
export const pairedJudge = ({
  part,
  question,
  texts,
  orders = 'both',
  ties = false,
}: PairedJudgeOptions): Instrument<Columns> => ({
  name: 'paired-judge',
  columns: {
    one: 'what the one text is a case of',
    other: 'what the other text is a case of',
    oneFirst: 'the verdict where the one was shown first: first, second or tie; null where there is none',
    otherFirst: 'the verdict where the other was shown first: first, second or tie; null where there is none',
    score: 'share of the verdicts for the one, a tie counting half; null where there is none',
  },
  judge: (episode, cast) => {
    const judge = cast[part]
    if (!judge) throw new Error(`paired-judge asks the part ${part}, and the cast has ${Object.keys(cast).join(', ')}`)
    const found = texts(episode)
    if (!found) return null
    const [one, other] = found.map(({ label, text }) => ({ label, text })) as [JudgedText, JudgedText]
    return scene(pairedVerdict, { params: { question, one, other, orders, ties }, minds: { judge } })
  },
  read: (episode, judged) => {
    const [one, other] = texts(episode) ?? [null, null]
    const oneFirst = judged && verdictOf(judged, SEATS['one first'])
    const otherFirst = judged && verdictOf(judged, SEATS['other first'])
    const given = [points(oneFirst, 'first'), points(otherFirst, 'second')].filter((each) => each !== null)
    return {
      one: one?.label ?? null,
      other: other?.label ?? null,
      oneFirst,
      otherFirst,
      score: given.length ? given.reduce((sum, each) => sum + each, 0) / given.length : null,
    }
  },
  judgements: (episode, judged) => {
    const found = texts(episode)
    if (!found) return []
    const { key, seats } = openingOf(judged)
    return Object.values(SEATS).flatMap((seat): Judgement[] => {
      const choice = verdictOf(judged, seat)
      if (choice === null) return []
      const [first, second] = seat === SEATS['one first'] ? found : [found[1], found[0]]
      const { mind } = seats[seat]!
      return [
        {
          first: first.label,
          second: second.label,
          choice,
          item: key,
          judge: mind,
          firstLength: wordsIn(first.text),
          secondLength: wordsIn(second.text),
          judgeFamily: mind,
          firstFamily: first.writer,
          secondFamily: second.writer,
        },
      ]
    })
  },
})
