import fc from 'fast-check'
import { luckOf } from 'suasion'
import { stageOf } from 'suasion/protocols/debate'
import { describe, expect, it } from 'vitest'
import { dealProfile } from '../../src/protocols/debate/profile.ts'
import { read, readClaim, readStrategy, readStrength } from '../../src/protocols/debate/reader.ts'
import { named, pointOf, reply, speak } from '../../src/protocols/debate/speech.ts'
import { STRATEGIES, STRATEGY_NAMES } from '../../src/protocols/debate/strategies.ts'
import { CLAIMS, type Side, type View } from '../../src/protocols/debate/view.ts'

const PROPOSITION = 'Social media is making people less informed'
const PREMISES = [
  'Feeds reward outrage over accuracy',
  'People rarely check sources before sharing',
  'Local newspapers lost their advertising revenue.',
]

const viewOf = (changes: Partial<View> = {}): View => ({
  seat: 'participant',
  role: 'debater',
  form: 'debate',
  proposition: PROPOSITION,
  premises: PREMISES,
  rounds: 3,
  round: 0,
  side: 'PRO',
  otherSide: 'CON',
  profile: dealProfile(luckOf('profile').of('profile')),
  otherProfile: null,
  said: [],
  ...changes,
})

const say = (
  changes: Partial<View>,
  key: string,
  strategy = STRATEGY_NAMES[0],
  claim = CLAIMS[0] as View['side'] | string,
) =>
  speak(
    { strategy, claim: claim as 'premise1', strength: 0.5, truthful: true },
    viewOf(changes),
    luckOf(key).of('mind'),
  )

describe('what formal speakers say', () => {
  it('is whole sentences for every strategy, claim, stage and side', () => {
    for (const strategy of STRATEGY_NAMES)
      for (const claim of CLAIMS)
        for (const round of [0, 1, 2])
          for (const side of ['PRO', 'CON'] as Side[])
            for (const premises of [[], PREMISES]) {
              const { text } = say({ side, round, premises }, `${strategy}${claim}`, strategy, claim)
              expect(text).toMatch(/^[A-Z].*[.?"]$/)
              expect(text).not.toMatch(/[{}]|undefined|\.\.|\s\s|""/)
              expect(text.length).toBeLessThan(2000)
              expect(text).toContain(side === 'PRO' ? 'yes' : 'no')
            }
  })

  it('differs by luck, stage and side', () => {
    const texts = Array.from({ length: 30 }, (_, i) => say({}, `luck ${i}`).text)
    expect(new Set(texts).size).toBeGreaterThan(5)
    const first = say({}, 'same').text
    expect(say({}, 'same').text).toBe(first)
    expect(say({ round: 2 }, 'same').text).not.toBe(first)
    expect(say({ side: 'CON' }, 'same').text).not.toBe(first)
    expect([0, 1, 2].map((round) => stageOf({ round, rounds: 3 }))).toEqual(['opening', 'rebuttal', 'conclusion'])
    expect(stageOf({ round: 0, rounds: 1 })).toBe('opening')
  })

  it('admits a weak argument and presses a strong one', () => {
    const at = (strength: number) =>
      speak({ strategy: 'logos', claim: 'premise1', strength, truthful: true }, viewOf(), luckOf('x').of('mind')).text
    expect(at(0.2).length).toBeGreaterThan(at(0.5).length)
    expect(readStrength(at(0.9).toLowerCase())).toBeGreaterThan(readStrength(at(0.2).toLowerCase()))
  })

  it('names any proposition as a noun phrase, and refers to a long one', () => {
    expect(named('Schools should open later. ')).toBe('the statement "Schools should open later"')
    expect(named('Should Abortion Be Legal?')).toBe('a yes to "Should Abortion Be Legal?"')
    expect(named('The "right" to know')).toBe(`the statement "The 'right' to know"`)
    expect(named('x'.repeat(301))).toBe('the proposition before us')
    expect(pointOf('premise3', PREMISES)).toBe('the claim "Local newspapers lost their advertising revenue"')
    expect(pointOf('premise2', ['y'.repeat(301), 'z'.repeat(301)])).toBe('the second reason that was given')
    expect(pointOf('premise3', PREMISES.slice(0, 2))).toBe(pointOf('premise3', []))
  })

  it('fits its limit for any proposition and premises', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 3000 }), fc.constantFrom(...STRATEGY_NAMES), (any, strategy) => {
        const premises = [any, any, any]
        expect(say({ proposition: any, premises }, any, strategy).text.length).toBeLessThanOrEqual(2000)
      }),
    )
  })

  it('a listener answers by how it was moved', () => {
    const texts = [0.2, 0.05, 0, -0.05].map((shift) => reply(shift, 0, luckOf('reply').of('mind')).text)
    expect(new Set(texts).size).toBe(4)
  })

  it('a listener has no side to argue', () => {
    expect(() => say({ seat: 'listener', side: null }, 'x')).toThrow('listener is a listener and argues no side')
  })
})

describe('the reader', () => {
  it.each([
    ['The experts and the scientists agree on it.', 'authority'],
    ['Two studies with large samples found it: the data and the numbers are there.', 'information'],
    ['I remember what happened to me when I was young.', 'personal-story'],
    ['Most people think so, and the majority is growing.', 'social-proof'],
    ['You should be ashamed, it is on your conscience.', 'guilt-tripping'],
    ['A disaster is coming, the danger is real, be afraid.', 'fear-enhancement'],
    ['It breaks my heart to feel such pain.', 'pathos'],
    ['It costs more than the benefits, therefore no.', 'logos'],
    ['You owe me that after all I have done.', 'reciprocity-pressure'],
    ['Blue seven.', 'logos'],
    ['', 'logos'],
  ] as const)('knows "%s" as %s', (text, strategy) => {
    expect(readStrategy(text.toLowerCase())).toBe(strategy)
  })

  it('reads whole words: a student is no study, and heartily no heart', () => {
    expect(readStrategy('students everywhere agree')).toBe('social-proof')
    expect(readStrength('mightily')).toBe(readStrength('strongly'))
  })

  it('takes the claim from the reasons of the item, else the proposition', () => {
    expect(readClaim('feeds really do reward outrage', PREMISES)).toBe('premise1')
    expect(readClaim('nobody will check the sources of people', PREMISES)).toBe('premise2')
    expect(readClaim('nothing of the kind', PREMISES)).toBe('proposition')
    expect(readClaim('feeds reward outrage', [])).toBe('proposition')
    expect(readClaim('', ['a an the'])).toBe('proposition')
  })

  it('reads strength from grounds, numbers, boosts and hedges, and none from nothing', () => {
    expect(readStrength('')).toBe(0)
    expect(readStrength('?!...')).toBe(0)
    expect(readStrength('it fell by 40 percent according to research')).toBeGreaterThan(readStrength('it fell a lot'))
    expect(readStrength('it is clearly so')).toBeGreaterThan(readStrength('it is maybe so'))
  })

  it('does not take the quoted item for the speaker’s own cue, and cannot read truth', () => {
    const view = viewOf({ proposition: 'Experts and scientists should rule', premises: [] })
    const act = { move: 'argue', strategy: 'logos', claim: 'proposition', strength: 1, truthful: true } as const
    const text = 'On "Experts and scientists should rule": my heart says no.'
    expect(read({ ...act, text }, view)).toEqual({
      strategy: 'pathos',
      claim: 'proposition',
      strength: readStrength('on " ": my heart says no.'),
      truthful: null,
    })
  })

  it('reads anything at all into legal fields', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 2000 }),
        fc.array(fc.string(), { maxLength: 3 }),
        (text, premises) => {
          const act = {
            move: 'argue',
            strategy: 'logos',
            claim: 'proposition',
            strength: 1,
            truthful: true,
            text,
          } as const
          const fields = read(act, { premises, proposition: 'x' })
          expect(STRATEGIES).toHaveProperty(fields.strategy)
          expect(CLAIMS).toContain(fields.claim)
          expect(fields.strength).toBeGreaterThanOrEqual(0)
          expect(fields.strength).toBeLessThanOrEqual(1)
        },
      ),
    )
  })

  it('hears in formal speech what was meant: the strategy in nine of ten, the claim always', () => {
    let heard = 0
    let all = 0
    for (const strategy of STRATEGY_NAMES)
      for (const claim of CLAIMS.slice(0, 3))
        for (let i = 0; i < 9; i++) {
          const view = viewOf({ round: i % 3, side: i % 2 ? 'PRO' : 'CON' })
          const said = speak({ strategy, claim, strength: 0.5, truthful: true }, view, luckOf(`${i}`).of('mind'))
          const fields = read({ move: 'argue', ...said }, view)
          all++
          if (fields.strategy === strategy) heard++
          expect(fields.claim).toBe(claim)
        }
    expect(heard / all).toBeGreaterThan(0.9)
  })
})
