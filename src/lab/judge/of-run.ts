import { type Instrument, type Judgement, openingOf } from '../../core/index.ts'
import { type JudgeBias, judgeBias } from '../../statistics/index.ts'
import { type Run, unusable } from '../record.ts'
import { type CardLine, cardLines } from './card.ts'

/** A verdict of a judge in a run, with the trial it belongs to. */
export interface RunJudgement extends Judgement {
  readonly trial: string
  readonly instrument: string
}

/** How far one judge of a run can be trusted, or why no card can be made of its verdicts. */
export interface JudgeOfRun {
  readonly instrument: string
  readonly judge: string
  readonly card: JudgeBias | null
  readonly lines: readonly CardLine[]
  readonly why: string | null
}

const instrumentsOf = ({ study }: Run): readonly Instrument[] => study.instruments

const usable = ({ stored }: Run) =>
  stored.filter(({ episode }) => {
    const close = episode.at(-1)
    return close?.kind === 'close' && unusable(close.flags).length === 0
  })

/** Every verdict between two texts in the valid episodes of a run, in their order. */
export const judgementsOfRun = (run: Run): readonly RunJudgement[] => {
  const instruments = instrumentsOf(run)
  return usable(run).flatMap(({ key, episode, judged }) =>
    instruments.flatMap(({ name, judgements }) => {
      const own = judged?.[name]
      if (!judgements || !own) return []
      return judgements(episode, own).map((each) => ({ ...each, trial: key, instrument: name }))
    }),
  )
}

/** The judges of a run with their cards, one for each mind that judged; none where its study has no judge. */
export const judgesOf = (run: Run): readonly JudgeOfRun[] => {
  const all = judgementsOfRun(run)
  return instrumentsOf(run).flatMap(({ name: instrument, judge, judgements }): JudgeOfRun[] => {
    if (!judge) return []
    const without = (why: string, who = 'the judge'): JudgeOfRun => ({
      instrument,
      judge: who,
      card: null,
      lines: [],
      why,
    })
    if (!judgements) {
      const minds = usable(run).flatMap(({ judged }) => {
        const own = judged?.[instrument]
        return own ? Object.values(openingOf(own).seats).map(({ mind }) => mind) : []
      })
      return [without('its verdicts are no choices between two texts', [...new Set(minds)].join(', ') || undefined)]
    }
    const own = all.filter((each) => each.instrument === instrument)
    if (own.length === 0) return [without('no valid episode holds a verdict')]
    return [...new Set(own.map((each) => each.judge ?? 'the judge'))].map((who) => {
      const card = judgeBias(own.filter((each) => (each.judge ?? 'the judge') === who))
      return { instrument, judge: who, card, lines: cardLines(card), why: null }
    })
  })
}

/** What the columns of a table of judgements mean. */
export const judgementColumns: Readonly<Record<string, string>> = {
  instrument: 'what asked the judge',
  judge: 'the mind that judged',
  item: 'the two texts: verdicts with the same item are on the same two',
  first: 'what was shown first, by its label',
  second: 'what was shown second, by its label',
  choice: 'the verdict: first, second or tie',
  firstLength: 'words of the one shown first',
  secondLength: 'words of the one shown second',
  judgeFamily: 'the family of the judge: its own name',
  firstFamily: 'the mind that wrote the one shown first',
  secondFamily: 'the mind that wrote the one shown second',
  human: 'what people chose of the two: first, second or tie',
}
