import type { Expected, Forecast } from '../forecast.ts'

const three = (value: number): string =>
  value >= 1000 ? Math.round(value).toString() : Number(value.toPrecision(3)).toString()

const ranged = ({ value, interval }: Expected, show: (value: number) => string = three): string =>
  interval && interval[0] !== interval[1] ? `${show(value)} [${show(interval[0])}, ${show(interval[1])}]` : show(value)

const dollars = (value: number): string => `$${value < 1 ? value.toPrecision(2) : value.toFixed(2)}`

const time = (seconds: number): string =>
  seconds < 1
    ? `${Math.max(1, Math.round(seconds * 1000))} ms`
    : seconds < 120
      ? `${three(seconds)} s`
      : seconds < 7200
        ? `${three(seconds / 60)} min`
        : `${three(seconds / 3600)} h`

const timeLines = ({ seconds, secondsPerSecondOfCall, rate, models }: Forecast): string[] => {
  const alone = `${three(rate)} episodes a second where nothing is waited for`
  if (seconds) {
    const measured = models.flatMap(({ secondsPerCall }) => (secondsPerCall === null ? [] : [time(secondsPerCall)]))
    return [
      `Time      ${ranged(seconds, time)}; ${measured.length ? `a call took ${measured.join(', ')} on the average` : alone}`,
    ]
  }
  return [
    `Time      ${ranged(secondsPerSecondOfCall!, time)} for every second that an answer takes: how long that is was not yet measured`,
    `          (--cache FOLDER keeps it, and says it the next time); ${alone}`,
  ]
}

/** A forecast as text for a terminal. */
export const forecastText = (forecast: Forecast): string => {
  const { study, episodes, done, rehearsed, asks, models, cost, unpriced } = forecast
  const lines = [
    `${study}: what this run will take. Nothing was sent and nothing was spent.`,
    '',
    `Episodes  ${episodes} to play${done ? `, ${done} are stored already` : ''}; ${rehearsed} were rehearsed with formal and random stand-ins`,
  ]
  if (episodes === 0) return `${[...lines, 'The run is complete.'].join('\n')}\n`
  lines.push(`Asks      ${asks.value === 0 ? 'none of models or people: all minds are formal' : ranged(asks)}`)
  for (const { model, calls, inputTokens, outputTokens, cost, ...rates } of models) {
    const { tokensPerCharacter, tokensPerAnswer, measuredIn } = rates
    lines.push(
      `Model     ${model}`,
      `          ${ranged(calls)} calls, ${ranged(inputTokens)} tokens in, ${ranged(outputTokens)} tokens out`,
      measuredIn > 0
        ? `          at ${three(1 / tokensPerCharacter)} characters a token and ${three(tokensPerAnswer)} tokens an answer, measured in ${measuredIn} earlier calls`
        : '          at 4 characters a token (no call of it was measured yet) and answers as long as those of the stand-ins',
      cost
        ? `          ${ranged(cost, dollars)}`
        : `          no price is known: name it with --price ${model.slice(model.indexOf('#') + 1)}=IN,OUT or --prices FILE.json`,
    )
  }
  if (cost) lines.push(`Price     ${ranged(cost, dollars)} in all; input that a server has in its cache may cost less`)
  else if (unpriced.length)
    lines.push(`Price     not known, because ${unpriced.join(', ')} ${unpriced.length > 1 ? 'have' : 'has'} none`)
  lines.push(...timeLines(forecast))
  if (models.length)
    lines.push(
      '',
      'Intervals hold 95 of 100 runs, by the variation over the rehearsed episodes. Answers that must be asked for again',
      'come on top, and a model may make episodes longer or shorter than its stand-in does.',
    )
  return `${lines.join('\n')}\n`
}
