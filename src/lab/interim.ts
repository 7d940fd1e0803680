import type { AnyStudy, Design, Look } from '../core/index.ts'
import { castFactor, strip } from './cross-cast.ts'
import { designLuck } from './prepare.ts'
import type { Manifest, Run, Stored } from './record.ts'
import { finishedOf } from './rows.ts'

/** The looks a design took at its own data, for each combination of minds where the cast is a factor. */
export interface Interim {
  /** Null where the cast is no factor. */
  readonly minds: string | null
  readonly looks: readonly Look[]
}

/** The design that one combination of minds went through in a run: the study's own, of the size of the run. */
export const designOf = (study: AnyStudy, { cast, size }: Pick<Manifest, 'cast' | 'size'>): Design => {
  const design: Design = study.design
  const combinations = Object.values(cast).reduce((product, minds) => product * minds.length, 1)
  return size / combinations === design.size ? design : design.resize(size / combinations)
}

/** The looks of a run that decided on its own data; none where its design does not look. */
export const interimOf = ({
  study,
  manifest,
  stored,
}: Pick<Run, 'study' | 'manifest' | 'stored'>): readonly Interim[] => {
  if (!study.design.looks) return []
  const design = designOf(study, manifest)
  const factors = Object.keys(manifest.cast)
    .filter((part) => manifest.cast[part]!.length > 1)
    .map(castFactor)
  const groups = new Map<string | null, Stored[]>()
  for (const each of stored) {
    const minds = factors.length ? factors.map((factor) => each.trial.condition[factor]).join(' with ') : null
    groups.set(minds, [...(groups.get(minds) ?? []), each])
  }
  return [...groups].map(([minds, own]) => {
    const finished = own.map((each) => {
      const one = finishedOf(study, each)
      return { ...one, trial: strip(one.trial, factors) }
    })
    return { minds, looks: design.looks!(finished, designLuck(manifest)) }
  })
}

/** How many trials a run assigned: all of its design, or those before it stopped. */
export const assignedOf = ({ cast, size }: Pick<Manifest, 'cast' | 'size'>, interim: readonly Interim[]): number => {
  const combinations = Object.values(cast).reduce((product, minds) => product * minds.length, 1)
  const saved = interim.map(({ looks }) => {
    const last = looks.at(-1)
    return last?.stops ? size / combinations - last.trials : 0
  })
  return saved.reduce((left, spared) => left - spared, size)
}
