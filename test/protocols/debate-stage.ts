import { type AnyMind, type Probe, questionSchema, scene } from 'suasion'
import { debate } from 'suasion/protocols/debate'
import { type Played, play } from '../../src/lab/driver.ts'
import type { Argued } from '../../src/protocols/debate/hearing.ts'

export type Params = NonNullable<Parameters<typeof scene<typeof debate>>[1]['params']>

export const stance = questionSchema.parse({ kind: 'likert', id: 'stance', text: 'How far do you agree?' })
export const belief = questionSchema.parse({ kind: 'slider', id: 'belief', text: 'How likely is it?' })
export const probes = (of: string): Probe[] => [stance, belief].map((question) => ({ of, when: 'each', question }))
export const around = (of: string): Probe[] =>
  [stance, belief].flatMap((question) => [
    { of, when: 'before' as const, question },
    { of, when: 'after' as const, question },
  ])

/** Argues the same thing every time; its text is made from its fields. */
export const says = (argument: Argued): AnyMind => ({
  name: 'says',
  plays: 'debate',
  cast: 'formal',
  source: 'a test',
  speaks: 'generated',
  open: () => null,
  decide: () => ({ act: { move: 'argue', ...argument, truthful: true, text: 'So.' } as never }),
})

export const audience = (
  persuader: AnyMind,
  listener: AnyMind,
  key: string,
  params: Params = {},
  asks = around('listener'),
) =>
  play(
    scene(debate, {
      params: { form: 'audience', sides: 'participant-con', ...params },
      minds: { persuader, listener },
    }),
    key,
    {
      probes: asks,
    },
  ) as Played
export const answersOf = ({ episode }: Played, question: string): number[] =>
  episode.flatMap((event) => (event.kind === 'probe' && event.question === question ? [event.answer as number] : []))
export const strong: Argued = { strategy: 'logos', claim: 'proposition', strength: 0.9 }
export const shift = (persuader: AnyMind, listener: AnyMind, key: string, params: Params = {}): number => {
  const [before, after] = answersOf(audience(persuader, listener, key, params), 'belief')
  return after! - before!
}
