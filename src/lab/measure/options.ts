import { suggest } from '../../core/index.ts'
import { adjustments, type Level } from '../../statistics/index.ts'
import type { Given, Option } from '../command.ts'
import { Misuse } from '../misuse.ts'
import { methods } from './methods.ts'

/** The options of `suasion measure` on a table. */
export const tableOptions: Readonly<Record<string, Option>> = {
  formula: { type: 'string', hint: '"Y ~ X + A * B"', about: 'the model, as R writes it' },
  method: { type: 'string', hint: Object.keys(methods).join('|'), about: 'how it is fitted' },
  family: { type: 'string', hint: 'logit|probit|cloglog|poisson', about: 'of --method glm (logit)' },
  cluster: { type: 'string', hint: 'COLUMN', about: 'errors robust within its values (debate, person)' },
  correction: { type: 'string', hint: 'CR0|CR1|CR2', about: 'of the errors by cluster (the best the method has)' },
  free: { type: 'string', multiple: true, hint: 'TERM', about: 'of --method ppo: an effect of its own at each cut' },
  coding: { type: 'string', hint: 'treatment|effects', about: 'how factors become columns (treatment)' },
  reference: { type: 'string', multiple: true, hint: 'COLUMN=LEVEL', about: 'what a factor is compared with' },
  levels: { type: 'string', hint: 'LOW,...,HIGH', about: 'the order of an outcome in words' },
  frequency: { type: 'string', hint: 'COLUMN', about: 'how often each row was seen' },
  anova: { type: 'string', hint: '1|2|3', about: 'test whole terms: analysis of variance or deviance of that type' },
  emm: { type: 'string', multiple: true, hint: 'A,B', about: 'estimated marginal means over these factors' },
  contrasts: {
    type: 'string',
    multiple: true,
    hint: 'pairwise|control=LEVEL|1,-1,0',
    about: 'between the means of --emm',
  },
  adjust: { type: 'string', hint: adjustments.join('|'), about: 'for the contrasts as a family, or the coefficients' },
  level: { type: 'string', hint: 'SHARE', about: 'of the intervals (0.95)' },
  interval: { type: 'string', hint: 'profile|wald', about: 'of a model of likelihood (profile)' },
  missing: {
    type: 'string',
    hint: 'omit|refuse',
    about: 'rows with an empty cell that the model needs (omit, and say so)',
  },
  html: { type: 'string', hint: 'FILE.html', about: 'write a page with a picture of the coefficients' },
  json: { type: 'boolean', about: 'print everything as JSON' },
}

/** One of a few words, or misuse that names them. */
export const oneOf = <T extends string>(given: Given, option: string, known: readonly T[]): T | undefined => {
  const text = given.text(option)
  if (text === undefined || known.includes(text as T)) return text as T | undefined
  throw new Misuse(`--${option} is one of ${known.join(', ')}, not ${text}`)
}

/** A level as it was typed, as the one of the column's levels that reads so; misuse where none does. */
export const levelOf = (text: string, column: string, levels: readonly Level[]): Level => {
  const found = levels.find((level) => String(level) === text)
  if (found !== undefined) return found
  throw new Misuse(`${column} has no level ${text}${suggest(text, levels.map(String))}`)
}

/** `COLUMN=LEVEL`, parted at the last sign that leaves a known column. */
export const pair = (text: string, option: string, columns: readonly string[]): readonly [string, string] => {
  const at = text.indexOf('=')
  if (at < 1) throw new Misuse(`--${option} takes COLUMN=LEVEL, not ${text}`)
  const column = columns.find((each) => text.startsWith(`${each}=`)) ?? text.slice(0, at)
  if (!columns.includes(column))
    throw new Misuse(`--${option} names the factor ${column}, which the formula has not${suggest(column, columns)}`)
  return [column, text.slice(column.length + 1)]
}
