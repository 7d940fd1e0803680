import fc from 'fast-check'
import { luckOf, scene } from 'suasion'
import {
  ACCEPTING,
  type Argument,
  ASSERTING,
  acceptable,
  accepts,
  commitments,
  dealPool,
  defeats,
  denial,
  dialogueGame,
  disputant,
  disputeOutcome,
  epistemic,
  mayAssert,
  nameOf,
  optionsOf,
  type Said,
  statuses,
} from 'suasion/protocols/dialogue-game'
import { describe, expect, it } from 'vitest'
import { play } from '../../src/lab/driver.ts'
import { random } from '../../src/minds/random.ts'
import type { State } from '../../src/protocols/dialogue-game/state.ts'

const argument = (name: string, conclusion: string, premises: string[], strength = 2): Argument => ({
  name,
  conclusion,
  premises,
  strength,
})
const said = (by: Said['by'], kind: Said['kind'], target: number | null, what: string | Argument): Said => ({
  by,
  kind,
  target,
  proposition: typeof what === 'string' ? what : what.conclusion,
  argument: typeof what === 'string' ? null : what,
  text: 'x',
})
const P = 'proponent'
const O = 'opponent'
const pro = argument('A1', 'p0', ['p1', 'p2'])
const rebuttal = argument('A2', '-p0', ['p3'])
const undercut = argument('A3', '-p3', ['p4'])
const weak = argument('A4', '-p0', ['p5'], 1)

describe('the status of moves', () => {
  const line: Said[] = [said(P, 'claim', null, 'p0'), said(O, 'why', 0, 'p0'), said(P, 'since', 1, pro)]

  it('flips with each attack, and surrendering settles it', () => {
    expect(statuses([])).toEqual([])
    expect(statuses(line.slice(0, 1))).toEqual(['in'])
    expect(statuses(line.slice(0, 2))).toEqual(['out', 'in'])
    expect(statuses(line)).toEqual(['in', 'out', 'in'])
    const attacked = [...line, said(O, 'since', 2, rebuttal)]
    expect(statuses(attacked)).toEqual(['out', 'in', 'out', 'in'])
    expect(statuses([...attacked, said(P, 'since', 3, undercut)])[0]).toBe('in')
    expect(statuses([...line, said(O, 'concede', 2, 'p0')])).toEqual(['in', 'out', 'in', 'in'])
    // Conceding a premise surrenders nothing; taking the claim back settles the question.
    expect(statuses([...line, said(O, 'concede', 2, 'p1')])[0]).toBe('in')
    expect(statuses([...line.slice(0, 2), said(P, 'retract', 1, 'p0')])[0]).toBe('out')
    // Conceding the claim itself makes it in, whatever else attacks it.
    expect(statuses([...line.slice(0, 2), said(O, 'concede', 0, 'p0')])[0]).toBe('in')
  })

  it('follows its definition on any dialogue: in iff surrendered or all attacking replies are out', () => {
    fc.assert(
      fc.property(fc.string(), fc.boolean(), (key, liberal) => {
        const { states } = playOut(key, liberal)
        const { dialogue } = states.at(-1)!
        const status = statuses(dialogue)
        dialogue.forEach((move, i) => {
          const replies = dialogue.flatMap((each, k) => (each.target === i ? [{ ...each, k }] : []))
          const surrendered = replies.some(
            ({ kind, proposition }) => kind === 'retract' || (kind === 'concede' && proposition === move.proposition),
          )
          const attacks = replies.filter(({ kind }) => kind === 'why' || kind === 'since')
          expect(status[i] === 'in').toBe(surrendered || attacks.every(({ k }) => status[k] === 'out'))
        })
      }),
      { numRuns: 40 },
    )
  })
})

/** Plays with random options to the end, and keeps every state. */
const playOut = (key: string, liberal: boolean): { readonly states: State[] } => {
  const luck = luckOf(`play/${key}`)
  const params = dialogueGame.params.parse({ turns: liberal ? 'liberal' : 'strict' })
  const states: State[] = [dialogueGame.start(params, {}, luck)]
  for (let turn = 0; states.at(-1)!.end === null; turn++) {
    const state = states.at(-1)!
    const { options } = dialogueGame.view(state, state.to)
    const option = options.length > 0 ? luck.of('option', turn).pick(options) : null
    const act = option ? { move: option.kind, on: nameOf(option), text: 'x' } : { move: 'pass' }
    states.push(dialogueGame.resolve(state, [{ seat: state.to, act: act as never }], luck))
    expect(turn).toBeLessThan(500)
  }
  return { states }
}

describe('any dialogue', () => {
  it('keeps commitments consistent and equal to what was said, replies to the other side, and ends', () => {
    fc.assert(
      fc.property(fc.string(), fc.boolean(), (key, liberal) => {
        const { states } = playOut(key, liberal)
        const { dialogue, end } = states.at(-1)!
        expect(end).not.toBe(null)
        for (const by of [P, O] as const) {
          const store = commitments(dialogue, by)
          for (const each of store) {
            expect(store.has(denial(each))).toBe(false)
            // Whoever is committed has said so, and has not taken it back since.
            const mine = dialogue.filter((move) => move.by === by && move.kind !== 'why')
            const last = mine.findLast(
              ({ proposition, argument: own }) => proposition === each || own?.premises.includes(each),
            )
            expect(last?.kind).not.toBe('retract')
            expect(last).toBeDefined()
          }
        }
        dialogue.forEach(({ target, by, kind, proposition }, i) => {
          if (i === 0) {
            expect([kind, by, target]).toEqual(['claim', P, null])
            return
          }
          expect(target).toBeLessThan(i)
          expect(dialogue[target!]!.by).not.toBe(by)
          if (kind === 'retract') expect(commitments(dialogue.slice(0, i), by).has(proposition)).toBe(true)
          if (kind === 'concede' || kind === 'why')
            expect(commitments(dialogue.slice(0, i), by).has(proposition)).toBe(false)
          if (kind === 'since' && dialogue[target!]!.kind === 'since')
            expect(defeats(dialogue[i]!.argument!, dialogue[target!]!.argument!)).toBe(true)
        })
      }),
      { numRuns: 60 },
    )
  })

  it('strict: every attack flips the first move, whoever it does not suit speaks, and who gives up has lost', () => {
    for (let k = 0; k < 40; k++) {
      const { states } = playOut(`strict ${k}`, false)
      for (const { dialogue, to, end } of states) {
        if (dialogue.length < 2) continue
        const before = statuses(dialogue.slice(0, -1))[0]
        const { kind } = dialogue.at(-1)!
        if (kind === 'why' || kind === 'since') expect(statuses(dialogue)[0]).not.toBe(before)
        if (end === null) expect(to).toBe(statuses(dialogue)[0] === 'in' ? O : P)
      }
      const last = states.at(-1)!
      const paid = dialogueGame.payoff!(last)
      expect(paid[P]! + paid[O]!).toBe(1)
      expect(paid[P]).toBe(statuses(last.dialogue)[0] === 'in' ? 1 : 0)
      if (last.end === 'given up') expect(paid[last.to]).toBe(0)
    }
  })

  it('liberal: turns alternate, and two passes end it', () => {
    const ends = new Set<string>()
    for (let k = 0; k < 20; k++) {
      const { states } = playOut(`liberal ${k}`, true)
      states.slice(1).forEach(({ to }, i) => {
        if (states[i + 1]!.end === null) expect(to).not.toBe(states[i]!.to)
      })
      ends.add(states.at(-1)!.end!)
    }
    expect(ends.has('silence')).toBe(true)
  })
})

describe('the options', () => {
  const start: Said[] = [said(P, 'claim', null, 'p0')]
  const open = (dialogue: Said[], by: Said['by'], known: Argument[], strict = true) =>
    optionsOf(dialogue, by, known, strict).map((option) => `${option.kind} ${nameOf(option)}`)

  it('are those of the table of replies', () => {
    expect(open([], P, [])).toEqual(['claim :p0'])
    expect(open([], O, [])).toEqual([])
    expect(open(start, O, [rebuttal])).toEqual(['why 0:p0', 'concede 0:p0'])
    const asked = [...start, said(O, 'why', 0, 'p0')]
    expect(open(asked, P, [pro, undercut])).toEqual(['since 1:A1', 'retract 1:p0'])
    const argued = [...asked, said(P, 'since', 1, pro)]
    expect(open(argued, O, [rebuttal, weak])).toEqual([
      'concede 0:p0',
      'why 2:p1',
      'why 2:p2',
      'since 2:A2',
      'concede 2:p0',
      'concede 2:p1',
      'concede 2:p2',
    ])
    // A move that has been answered successfully is not worth attacking again: only relevant targets stay, if replies
    // must matter.
    const rebutted = [...argued, said(O, 'since', 2, rebuttal)]
    expect(open(rebutted, O, [])).toEqual([])
    expect(open(rebutted, O, [], false)).toContain('why 2:p1')
    expect(open(rebutted, P, [undercut])).toContain('since 3:A3')
  })

  it('let nobody contradict itself, and nobody question what it holds', () => {
    const dialogue = [...start, said(O, 'why', 0, 'p0'), said(P, 'since', 1, pro), said(O, 'since', 2, rebuttal)]
    // The proponent holds p0, so it cannot concede -p0.
    expect(open(dialogue, P, []).some((each) => each.includes('concede 3:-p0'))).toBe(false)
    const own = argument('A5', '-p3', ['-p1'])
    expect(open(dialogue, P, [own])).not.toContain('since 3:A5')
  })
})

describe('attitudes', () => {
  const theory = [
    pro,
    rebuttal,
    argument('A6', 'p9', ['p7']),
    argument('A7', 'p8', ['p6'], 3),
    argument('A8', '-p8', ['p5'], 1),
  ]

  it('order what may be asserted and accepted as Parsons, Wooldridge and Amgoud do', () => {
    // p0 has an argument and an equally strong one against it: neither is in the grounded extension.
    expect(ASSERTING.map((each) => mayAssert(each, theory, 'p0'))).toEqual([true, false, false])
    expect(ACCEPTING.map((each) => accepts(each, theory, 'p0'))).toEqual([true, true, false])
    // p9 is unattacked; p8 has the stronger argument; -p8 only a weaker one; p4 none.
    expect(ASSERTING.map((each) => mayAssert(each, theory, 'p9'))).toEqual([true, true, true])
    expect(ASSERTING.map((each) => mayAssert(each, theory, 'p8'))).toEqual([true, true, true])
    expect(ACCEPTING.map((each) => accepts(each, theory, '-p8'))).toEqual([true, false, false])
    expect(ASSERTING.map((each) => mayAssert(each, theory, 'p4'))).toEqual([false, false, false])
    expect(acceptable([pro, rebuttal, undercut]).map(({ name }) => name)).toEqual(['A1', 'A3'])
    expect(defeats(weak, pro)).toBe(false)
    expect(defeats(pro, weak)).toBe(true)
  })

  it('make a factorial of nine whose dialogues all end, and in which credulity costs the opponent', () => {
    const won = (accepting: (typeof ACCEPTING)[number]) => {
      let [count, conceded] = [0, 0]
      for (const asserting of ASSERTING)
        for (let k = 0; k < 25; k++) {
          const mind = disputant({ asserting, accepting })
          const staged = scene(dialogueGame, { minds: { proponent: disputant(), opponent: mind } })
          const { episode } = play(staged, `nine/${k}`) as Extract<ReturnType<typeof play>, { episode: unknown }>
          const read = disputeOutcome().read(episode as never, null) as { winner: string; conceded: number }
          count += read.winner === P ? 1 : 0
          conceded += read.conceded
        }
      return { count, conceded }
    }
    const [credulous, sceptical] = [won('credulous'), won('sceptical')]
    expect(credulous.count).toBeGreaterThan(sceptical.count)
    expect(credulous.conceded).toBeGreaterThan(sceptical.conceded)
    expect(() => disputant({ asserting: 'loud' as never })).toThrow(
      'asserting is confident, thoughtful, careful, not loud',
    )
    expect(() => disputant({ accepting: 'deaf' as never })).toThrow(
      'accepting is credulous, cautious, sceptical, not deaf',
    )
    expect(() => epistemic({ horizon: 0 })).toThrow('horizon must be a whole number')
    expect(() => epistemic({ update: 'meek' as never })).toThrow('no update called meek')
  })
})

describe('the world', () => {
  it('has arguments for and against the topic in every pool, and each side one of its own', () => {
    for (let depth = 0; depth <= 3; depth++)
      for (let k = 0; k < 15; k++) {
        const pool = dealPool(depth, luckOf(`pool/${depth}/${k}`).of('x'))
        expect(pool.filter(({ conclusion }) => conclusion === 'p0')).toHaveLength(2)
        expect(pool.filter(({ conclusion }) => conclusion === '-p0')).toHaveLength(2)
        expect(pool.length).toBeLessThanOrEqual(24)
        const state = dialogueGame.start(dialogueGame.params.parse({ depth, share: 0 }), {}, luckOf(`p/${depth}/${k}`))
        expect([state.holds.proponent.length, state.holds.opponent.length]).toEqual([1, 1])
      }
  })

  it('is measured also where somebody only plays at random', () => {
    for (let k = 0; k < 10; k++) {
      const minds = { proponent: disputant(), opponent: random() }
      const { episode } = play(scene(dialogueGame, { minds }), `r/${k}`) as Extract<
        ReturnType<typeof play>,
        { episode: unknown }
      >
      const read = disputeOutcome().read(episode as never, null) as Record<string, unknown>
      expect(read['moves']).toBeGreaterThan(0)
      expect(typeof read['judge']).toBe('boolean')
    }
  })
})
