import { type Episode, tell } from 'suasion'
import { donation, honesty, inconsistency, repetition } from 'suasion/instruments'
import { charity } from 'suasion/protocols/charity'
import { describe, expect, test } from 'vitest'

const say = (text: string) => ({ move: 'say', acts: [], tactic: null, truthful: null, text })
/** A talk in which the persuader says these things, and the other nothing new. */
const talk = (...texts: readonly string[]): Episode => {
  const deeds = texts.flatMap((text) => [
    { seat: 'persuader', act: say(text) },
    { seat: 'persuadee', act: say('Hm.') },
  ])
  const gifts = ['persuader', 'persuadee'].map((seat) => ({ seat, act: { move: 'give', amount: 0 } }))
  const result = tell(charity, 'talk', { turns: 2 * texts.length, ends: 'deadline' }, [...deeds, ...gifts])
  if ('problem' in result) throw new Error(result.problem)
  return result.episode
}

describe('repetition', () => {
  const of = (...texts: readonly string[]) => repetition({ of: 'persuader' }).read(talk(...texts), null)
  test('counts sentences that share half of their words with an earlier one, function words left out', () => {
    expect(of('Many children need clean water.', 'Clean water is what many children need!')).toEqual([
      { seat: 'persuader', sentences: 2, repeated: 1, repetition: 0.5, echoed: 1 },
    ])
    // water, clean shared of clean, water, cheap, gift: 2 of 4.
    expect(of('Clean water.', 'A cheap gift of clean water.')[0 as never]).toMatchObject({ repeated: 1 })
    expect(of('Clean water.', 'A very cheap, small gift of clean water.')[0 as never]).toMatchObject({
      repeated: 0,
      echoed: 0,
    })
  })
  test('compares all words where there are only function words, and both within and across turns', () => {
    expect(of('Do you? Do you?', 'Are they?')[0 as never]).toMatchObject({ sentences: 3, repeated: 1, echoed: 0 })
  })
  test('a name counts as one word', () => {
    const both = ['Save the Children works abroad.', 'Save the Children needs you.']
    expect(repetition({ of: 'persuader' }).read(talk(...both), null)[0 as never]).toMatchObject({ repeated: 0 })
    const named = repetition({ of: 'persuader', names: ['save the children'], threshold: 0.2 }).read(
      talk(...both),
      null,
    )
    expect(named[0 as never]).toMatchObject({ repeated: 1 })
  })
  test('without a role there is a row for whoever spoke, and an empty text is no sentence', () => {
    expect(repetition().read(talk('Hello.', '...'), null)).toEqual([
      { seat: 'persuader', sentences: 1, repeated: 0, repetition: 0, echoed: 0 },
      { seat: 'persuadee', sentences: 2, repeated: 1, repetition: 0.5, echoed: 1 },
    ])
    expect(of('?')).toEqual([{ seat: 'persuader', sentences: 0, repeated: 0, repetition: null, echoed: null }])
    expect(() => repetition({ threshold: 0 })).toThrow(/the threshold is 0; it lies in \(0, 1\]/)
  })
})

describe('inconsistency', () => {
  const of = (...texts: readonly string[]) => inconsistency({ of: 'persuader' }).read(talk(...texts), null)
  test('counts each time the contrary of the last statement is said', () => {
    expect(of('I have two kids.', 'I do not have children.', 'My kids love it.')).toEqual([
      { seat: 'persuader', stated: 1, contradictions: 2, contradicted: 'has children' },
    ])
    expect(of('I will donate too.', "Well, I can't donate after all.")[0 as never]).toMatchObject({
      contradicted: 'will donate now',
    })
  })
  test('a question states nothing, nor does what is said of others', () => {
    expect(of('I have two kids.', 'Do you think I do not have children?', 'They have no children.')).toEqual([
      { seat: 'persuader', stated: 1, contradictions: 0, contradicted: '' },
    ])
  })
  test('reads facts of your own, and says which cannot be read', () => {
    const facts = [{ name: 'likes tea', yes: 'i like tea', no: 'i hate tea' }]
    expect(inconsistency({ facts, of: 'persuader' }).read(talk('I like tea.', 'I hate tea.'), null)).toMatchObject([
      { contradictions: 1, contradicted: 'likes tea' },
    ])
    expect(() => inconsistency({ facts: [{ name: 'broken', yes: '(', no: 'x' }] })).toThrow(
      /the fact "broken" has a pattern/,
    )
  })
})

describe('donation', () => {
  test('a talk without a pledge has none, whatever was said', () => {
    expect(donation({ of: 'persuadee' }).read(talk('Give!'), null)).toEqual({
      success: false,
      pledged: false,
      pledge: null,
      refused: false,
      given: 0,
      gave: false,
      kept: null,
      exchanges: 1,
    })
  })
  test('success is the pledge, or the gift where that is what counts', () => {
    const deeds = [
      { seat: 'persuader', act: say('Give!') },
      { seat: 'persuadee', act: { ...say('A dollar.'), move: 'pledge', amount: 1 } },
      { seat: 'persuader', act: { move: 'give', amount: 0 } },
      { seat: 'persuadee', act: { move: 'give', amount: 0 } },
    ]
    const result = tell(charity, 'empty word', {}, deeds) as { episode: Episode }
    expect(donation({ of: 'persuadee' }).read(result.episode, null)).toMatchObject({ success: true, gave: false })
    const deed = donation({ of: 'persuadee', success: 'gift' })
    expect(deed.read(result.episode, null)).toMatchObject({ success: false, pledged: true })
  })
  test('says who has no such role, and what holds no money', () => {
    expect(() => donation({ of: 'donor' }).read(talk('Give!'), null)).toThrow(
      /nobody is donor in this episode of charity/,
    )
    const other = donation({ of: 'persuadee', gift: 'say', amount: 'text' })
    expect(() => other.read(talk('Give!'), null)).toThrow(
      /say has no amount of money in its field text; it holds "Hm\."/,
    )
  })
})

describe('honesty', () => {
  test('of turns whose tactic nobody knows it says nothing, rather than that they were fair', () => {
    const instrument = honesty({ of: 'persuader', move: 'say', strategy: 'tactic', manipulative: ['negging'] })
    expect(instrument.read(talk('Give!'), null)).toMatchObject([
      { truthful: null, manipulative: null, acts: 1, unknown: 1 },
    ])
  })
})
