import {
  type Adjustment,
  adjustments,
  type ContrastFamily,
  columnsOf,
  estimatedMeans,
  type Level,
  meanContrasts,
  type Term,
  termName,
} from '../../statistics/index.ts'
import type { Desk, Given } from '../command.ts'
import { writeAsked } from '../disk-error.ts'
import { Misuse, unknownName } from '../misuse.ts'
import type { Asked, Measured, Method } from './method.ts'
import { methods } from './methods.ts'
import { levelOf, oneOf } from './options.ts'
import { measuredPage } from './page.ts'
import { type Prepared, prepareTable } from './prepare.ts'
import { type AskedMeans, rScript } from './r-script.ts'
import { placed, readTable } from './read-table.ts'
import { type Means, type MeasuredTable, resultOf } from './result.ts'
import { measuredText } from './text.ts'

export { tableOptions } from './options.ts'

const methodOf = (given: Given): Method => {
  const name = given.text('method')
  const all = Object.values(methods)
  if (name === undefined)
    throw new Misuse(
      `suasion measure needs --method: ${all.map((method) => `${method.name} (${method.about})`).join('; ')}`,
    )
  const method = methods[name]
  if (!method) throw unknownName('method', name, Object.keys(methods))
  return method
}

const checkAsked = (given: Given, method: Method, { formula, intercept, offset, random }: Prepared['frame']): void => {
  const refuse = (what: string): never => {
    throw new Misuse(`--method ${method.name} ${what}`)
  }
  if (random.length > 0 && method.random === 'none') {
    const able = Object.values(methods).filter((other) => other.random === 'needed')
    refuse(
      `fits no random part ${random[0]!.text}; ${able.length ? `use --method ${able.map((other) => other.name).join(' or ')}, or ` : ''}take it out and name the group with --cluster ${random[0]!.group}`,
    )
  }
  if (random.length === 0 && method.random === 'needed') refuse('needs a random part in the formula, as (1 | topic)')
  if (!intercept && !method.origin)
    refuse(`has cut points in place of an intercept, so ${formula.text} cannot leave it out`)
  if (offset !== undefined && !method.offset)
    refuse(`takes no offset, and ${formula.text} has one; take it from the outcome, or leave it out`)
  const family = given.text('family')
  if (family !== undefined && !method.families.includes(family))
    refuse(
      method.families.length ? `has the families ${method.families.join(', ')}, not ${family}` : 'takes no --family',
    )
  const correction = given.text('correction')
  const cluster = given.text('cluster')
  if (cluster !== undefined && method.corrections.length === 0)
    refuse('has no errors by cluster here; --method poisson, of counts, and glm have')
  if (cluster !== undefined && given.text('frequency') !== undefined)
    refuse('takes --cluster or --frequency, not both: give one row for each observation')
  if (correction !== undefined && cluster === undefined)
    throw new Misuse('--correction is of errors by cluster; name its column with --cluster')
  if (correction !== undefined && !method.corrections.includes(correction))
    refuse(`has the corrections ${method.corrections.join(', ')}, not ${correction}`)
  if (method.free !== given.texts('free').length > 0)
    refuse(
      method.free
        ? 'needs --free TERM: which effects may differ from cut to cut'
        : 'keeps every effect the same at each cut; --method ppo frees some',
    )
  if (given.text('interval') !== undefined && !method.profile) refuse('has t intervals and takes no --interval')
  if (given.text('interval') === 'profile' && cluster !== undefined)
    throw new Misuse('--interval profile is of plain errors; errors by cluster have t intervals')
  if (given.text('frequency') !== undefined && !method.frequency) refuse('takes no --frequency')
}

const freeTerms = (given: Given, { terms, formula }: Prepared['frame']): readonly Term[] =>
  given.texts('free').map((text) => {
    const names = formula.terms.map(termName)
    const bare = (name: string): string => name.replaceAll(/[\s`]/g, '')
    const at = names.findIndex((name) => bare(name) === bare(text))
    if (at < 0) throw new Misuse(`--free ${text} is no term of the formula; its terms are ${names.join(', ')}`)
    return terms[at]!
  })

const familyOf = (text: string, levels: readonly Level[] | undefined, over: string): ContrastFamily => {
  if (text === 'pairwise') return 'pairwise'
  if (text.startsWith('control=')) {
    if (!levels) throw new Misuse('--contrasts control=LEVEL compares the levels of one factor; --emm names several')
    return { control: levelOf(text.slice('control='.length), over, levels) }
  }
  const weights = text.split(',').map(Number)
  if (weights.length < 2 || !weights.every(Number.isFinite))
    throw new Misuse(`--contrasts is pairwise, control=LEVEL, or a weight for each mean, as 1,-1,0; not ${text}`)
  return { custom: { [text]: weights } }
}

/** Estimated means with what R is to be asked for the same. */
const meansOf = (
  given: Given,
  frame: Prepared['frame'],
  measured: Measured,
  asked: Asked,
): readonly (Means & { readonly asked: AskedMeans })[] => {
  const families = given.texts('contrasts')
  if (families.length > 0 && given.texts('emm').length === 0)
    throw new Misuse('--contrasts compares estimated means; say over which factors with --emm')
  const adjust = oneOf<Adjustment>(given, 'adjust', adjustments)
  return given.texts('emm').map((text) => {
    const over = text.split(',').map((column) => column.trim())
    const cuts = measured.cuts ? measured.combinable.parameters.length - measured.coefficients.length : 0
    const { means, held } = estimatedMeans(measured.combinable, frame, over, { cuts, level: asked.level })
    const wanted = families.map((one) => {
      const family = familyOf(one, over.length === 1 ? frame.factors[over[0]!] : undefined, text)
      return { family, adjust: adjust ?? (family === 'pairwise' ? ('tukey' as const) : ('holm' as const)) }
    })
    const contrasts = wanted.flatMap((one) =>
      meanContrasts(measured.combinable, { means }, one.family, { adjust: one.adjust, level: asked.level }).map(
        (contrast) => ({ ...contrast, adjust: one.adjust }),
      ),
    )
    return {
      over,
      held,
      means,
      contrasts,
      ...(measured.mean && { mean: measured.mean }),
      asked: { over, levels: means.map((one) => one.levels), contrasts: wanted },
    }
  })
}

/** What a table, a formula and a method come to: everything that is printed, drawn or written as JSON. */
export const measuredTable = async (given: Given): Promise<MeasuredTable> => {
  const method = methodOf(given)
  const table = await readTable(given.words[0]!)
  const { frame, from, leftOut, levels, success } = prepareTable(table, given, method)
  checkAsked(given, method, frame)
  const level = given.number('level', 'any') ?? 0.95
  if (!(level > 0 && level < 1)) throw new Misuse(`--level is ${level}; it must lie between 0 and 1, as 0.95 does`)
  const asked: Asked = {
    family: given.text('family'),
    cluster: given.text('cluster'),
    correction: given.text('correction'),
    frequency: given.text('frequency'),
    free: freeTerms(given, frame),
    levels,
    level,
    interval: oneOf(given, 'interval', ['profile', 'wald']) ?? 'profile',
  }
  return placed(table, from, () => {
    const measured = method.fit(frame, asked)
    const type = oneOf(given, 'anova', ['1', '2', '3'])
    if (type !== undefined && !measured.anova)
      throw new Misuse(`--method ${method.name} has no --anova; its tests stand beside the coefficients`)
    const adjust = oneOf<Adjustment>(given, 'adjust', adjustments)
    const means = meansOf(given, frame, measured, asked)
    const used = [...columnsOf(frame.formula), asked.cluster, asked.frequency].filter((one) => one !== undefined)
    return resultOf({
      table: table.name,
      formula: frame.formula.text,
      method: method.name,
      measured,
      level,
      leftOut: { rows: table.rows.length - from.length, why: leftOut },
      means,
      ...(type !== undefined && { anova: measured.anova!(Number(type) as 1 | 2 | 3) }),
      ...(adjust !== undefined && given.texts('contrasts').length === 0 && { adjust }),
      r: rScript({
        table: table.name,
        frame,
        call: method.r(frame.formula.text, asked, frame),
        coding: given.text('coding'),
        levels,
        success,
        ...(table.rows.length > from.length && { complete: used }),
        ...(type !== undefined && {
          anova: method.rAnova?.(Number(type) as 1 | 2 | 3, frame.formula.text, asked, frame),
        }),
        means: means.map((one) => one.asked),
        meansOptions: method.rMeans?.(asked, frame),
      }),
    })
  })
}

/**
 * `suasion measure TABLE.csv --formula ... --method ...`: fits the model, prints it (or JSON), writes the page where
 * `--html` names one, and gives exit code 0. Throws misuse that names the file, line, column or option that is wrong.
 */
export const measureTable = async (given: Given, desk: Desk): Promise<number> => {
  const result = await measuredTable(given)
  const html = given.text('html')
  if (html !== undefined) writeAsked(html, await measuredPage(result))
  desk.output.write(given.flag('json') ? `${JSON.stringify(result, null, 2)}\n` : measuredText(result))
  if (html !== undefined && !given.flag('json')) desk.output.write(`\nwritten: ${html}\n`)
  return 0
}
