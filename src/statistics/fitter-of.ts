import type { Told } from '../core/corpus.ts'
import type { FitSection, Fitted, Fitter } from '../core/fitter.ts'
import type { Json } from '../core/json.ts'
import type { Luck } from '../core/luck.ts'
import type { AnyMind, Fit } from '../core/mind.ts'
import { SeparationError } from './likelihood.ts'
import { refitted, toDecimals } from './refitted.ts'

/** What was learnt of some units: the estimate, and the estimates of bootstrap samples of whole units. */
export interface Learnt<U, M, D> {
  readonly units: readonly U[]
  readonly point: M
  readonly draws: readonly D[]
}

/** The steps by which a mind is learnt: U is what is read of one conversation, M what is learnt of all, D one draw of it. */
export interface Lesson<U, M, D, A extends AnyMind> {
  /** As `protocol/name`; `suasion fit RUN --mind name`. */
  readonly fitter: string
  readonly about: string
  /** Whom it stands for. */
  readonly arms: string
  /** What one conversation tells; null where it tells nothing. */
  readonly read: (told: Told) => U | null
  /** Throws, saying what is missing, where nothing can be learnt; `data` names the conversations. */
  readonly check: (units: readonly U[], data: string) => void
  /** The estimate, as it stands in a file. */
  readonly learn: (units: readonly U[]) => M
  /** The estimate of a bootstrap sample; throws a `SeparationError` on one that has none, and another is drawn. */
  readonly draw: (sample: readonly U[], point: M) => D
  /** Skill over the baselines on units that were held out, with the tables that show it; `luck` deals the folds. */
  readonly skill: (
    units: readonly U[],
    luck: Luck,
  ) => { readonly skill: Readonly<Record<string, number>>; readonly sections: readonly FitSection[] }
  readonly people: (units: readonly U[]) => number
  readonly support: (learnt: Learnt<U, M, D>) => string
  /** The exploit suite: in short for the card, and as a table. */
  readonly exploits: (
    learnt: Learnt<U, M, D>,
    card: Fit,
  ) => { readonly short: Readonly<Record<string, string>>; readonly section: FitSection | null }
  /** All tables of the report in order; the first says what the mind must not be used for. */
  readonly report: (
    learnt: Learnt<U, M, D>,
    shown: {
      readonly card: Fit
      readonly skill: readonly FitSection[]
      readonly exploits: readonly FitSection[]
    },
  ) => readonly FitSection[]
  /** The estimate and its draws as a mind. */
  readonly mind: (name: string, learnt: Pick<Learnt<U, M, D>, 'point' | 'draws'>, card: Fit) => A
  /** Whether a file holds the parameters of such a mind. */
  readonly whole: (parameters: Partial<M> | null) => boolean
}

/** What a fitter made, read from its file; throws on what another made, and where its parameters are missing. */
export const readFitted = <M, D>(
  fitted: Fitted,
  { fitter, whole }: { readonly fitter: string; readonly whole: (parameters: Partial<M> | null) => boolean },
): { readonly point: M; readonly draws: readonly D[] } => {
  if (fitted.fitter !== fitter) throw new Error(`this was made by ${fitted.fitter}; ${fitter} reads only its own`)
  if (!whole(fitted.parameters as Partial<M> | null))
    throw new Error(`this file of ${fitter} lacks its parameters; fit it again`)
  return { point: fitted.parameters as unknown as M, draws: fitted.draws as unknown as readonly D[] }
}

/**
 * A fitter from its steps, in the order that keeps a fit honest: check, estimate, draws of whole units, skill on units
 * held out, exploits, report. Throws, naming the data, where the steps throw, and where outcomes are told apart without
 * an error, so that no finite estimate exists.
 */
export const fitterOf = <U, M, D, A extends AnyMind>(
  lesson: Lesson<U, M, D, A>,
): Omit<Fitter, 'mind'> & { mind(fitted: Fitted): A } => {
  const { fitter, about, arms } = lesson
  const name = fitter.slice(fitter.indexOf('/') + 1)
  const lessonOf = (told: readonly Told[], data: string, luck: Luck): Fitted => {
    if (told.length === 0) throw new Error(`${data} holds no conversation, so no ${name} can be fitted from it`)
    const units = told.flatMap((each) => lesson.read(each) ?? [])
    lesson.check(units, data)
    const point = lesson.learn(units)
    const draws = refitted(units, { luck }, (sample) => lesson.draw(sample, point))
    const learnt = { units, point, draws }
    const tested = lesson.skill(units, luck)
    const untried: Fit = {
      data,
      arms,
      people: lesson.people(units),
      skill: toDecimals(tested.skill),
      support: lesson.support(learnt),
    }
    const { short, section } = lesson.exploits(learnt, untried)
    const card = { ...untried, exploits: short }
    const shown = { card, skill: tested.sections, exploits: section ? [section] : [] }
    return {
      fitter,
      parameters: point as unknown as Json,
      draws: draws as unknown as readonly Json[],
      fit: card,
      report: toDecimals(lesson.report(learnt, shown)),
    }
  }
  return {
    name,
    about,
    fit: (told, data, luck) => {
      try {
        return lessonOf(told, data, luck)
      } catch (error) {
        if (!(error instanceof SeparationError)) throw error
        const [what] = error.message.split(':')
        throw new Error(`${data}: ${what}, so no finite estimate exists; conversations that went both ways are needed`)
      }
    },
    mind: (fitted) => lesson.mind(`${name} of ${fitted.fit.data}`, readFitted(fitted, lesson), fitted.fit),
  }
}
