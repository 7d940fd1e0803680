import { counted } from '../report/format.ts'
import type { Rating } from './result.ts'

const MODELS = {
  'bradley-terry': "Bradley and Terry's model (1952)",
  'rao-kupper': "Bradley and Terry's model (1952)",
  thurstone: "Thurstone's model, case V (1927)",
} as const
const TIES = {
  'bradley-terry': 'Davidson (1970)',
  'rao-kupper': 'Rao and Kupper (1967)',
  thurstone: 'Glenn and David (1960)',
} as const

/** One sentence or two for the methods section of a paper: what was fitted, to what, with which errors. */
export const methodsOf = ({ asked, n, abilities, ties, clusters, judge }: Rating): string => {
  const { model, side, covariates, cluster, reference, level } = asked
  const percent = `${Number((100 * level).toFixed(1))}%`
  const besides = [
    ...(side ? ['an advantage of the one shown first'] : []),
    ...(covariates.length
      ? [`${covariates.join(' and ')} as ${covariates.length > 1 ? 'covariates' : 'a covariate'}`]
      : []),
    ...(ties > 0 ? [`ties after ${TIES[model]}`] : []),
  ]
  const last = besides.length > 1 ? ` and ${besides.at(-1)}` : ''
  const extras = besides.length ? `, with ${(last ? besides.slice(0, -1) : besides).join(', ')}${last}` : ''
  const errors =
    cluster === null
      ? `${percent} Wald intervals from the ${model === 'thurstone' ? 'expected' : 'observed'} information`
      : `${percent} intervals with errors clustered by ${cluster} (CR1, ${clusters} clusters, t with ${clusters! - 1} degrees of freedom)`
  const scale = reference === null ? 'Strengths have mean 0' : `The strength of ${reference} is 0`
  const card = judge
    ? ' The judge was described by the share of decided verdicts for the text shown first (exact binomial interval) and by odds ratios of place, length and own family from one Bradley-Terry regression with the strengths in it.'
    : ''
  return `Strengths of ${abilities.length} were estimated by maximum likelihood under ${MODELS[model]}${extras}, from ${counted(n, 'comparison')}; ${errors}. ${scale}; they are on the ${model === 'thurstone' ? 'probit' : 'log-odds'} scale.${card}`
}
