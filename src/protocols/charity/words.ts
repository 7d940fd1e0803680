import type { Line, MovesOf, Words } from 'suasion'
import type { charityRules } from './rules.ts'
import { money, other, type Said, type Setting, type View } from './state.ts'

type CharityWords = Words<View, MovesOf<typeof charityRules>>

const done = ({ move, amount }: Said): string =>
  move === 'pledge' ? ` [pledges ${money(amount!)}]` : move === 'decline' ? ' [refuses to donate]' : ''
const line = (said: Said): Line => ({ by: said.by, text: `${said.text}${done(said)}` })

const left = ({ setting, turn }: View): string => {
  const turns = setting.turns - turn
  return turns === 1 ? 'This is the last turn.' : `${turns} turns are left, counting this one.`
}
const pledges = ({ seat, pledged }: View, they: string): string => {
  const [own, theirs] = [pledged[seat], pledged[other[seat]]]
  const parts = [
    own === null ? [] : `You have pledged ${money(own)}.`,
    theirs === null ? [] : `${they} has pledged ${money(theirs)}.`,
  ]
  return parts.flat().join(' ')
}
const range = ({ endowment, ownMoney }: Setting): string =>
  ownMoney ? 'any amount, also more than your payment' : `from nothing to all of your ${money(endowment)}`

const ends = {
  pledge: 'a pledge was made',
  refusal: 'a donation was refused',
  deadline: 'the time is up',
  absence: 'one of you is gone',
}

const binding = ({ enforce }: Setting): string =>
  enforce
    ? 'A pledge binds: you cannot give less.'
    : 'A pledge stands on record, and you are free to give more or less.'

const course = ({ ends, turns }: Setting): string =>
  `You talk in turns, ${turns} turns in all${ends === 'decision' ? '; the first pledge or refusal of the persuadee ends the talk' : ''}.`

export const words: CharityWords = {
  about: `Two people talk in writing. Each is paid for taking part, and may give some of it to a charity. One of them, the
    persuader, was asked to win a donation from the other, the persuadee. During the talk each can pledge an amount. After
    it each decides in private what to give.`,
  brief: ({ seat, setting }) =>
    [
      seat === 'persuader'
        ? `You are the persuader, and try to get the other to donate to ${setting.charity}.`
        : `You are the persuadee. Somebody talks to you about ${setting.charity}. Say what you think, and give or keep your money as you like.`,
      `You are each paid ${money(setting.endowment)}.`,
      course(setting),
      binding(setting),
    ].join(' '),
  lines: ({ said }) => said.map(line),
  now: (view) => {
    const recorded = pledges(view, `The ${other[view.seat]}`)
    if (view.end !== null) return [`The talk is over: ${ends[view.end]}.`, recorded].filter(Boolean).join(' ')
    return [left(view), recorded].filter(Boolean).join(' ')
  },
  ask: {
    say: () => 'Say something.',
    pledge: () => 'Or: pledge an amount in dollars, and say something with it.',
    decline: () => 'Or: refuse to donate, and say something with it.',
    give: ({ setting }) => `Decide in private how much you give to ${setting.charity}: ${range(setting)}.`,
  },
}

/** The same rules told without a charity or a persuader: two people and a common purse. */
export const plain: CharityWords = {
  about: `Two people, A and B, exchange messages. Each holds some money and can pay some of it into a purse that neither of
    them gets. A would like B to pay. Either may announce an amount. When the messages are over, each pays in private.`,
  brief: ({ seat, setting }) =>
    [
      seat === 'persuader' ? 'You are A. You would like B to pay into the purse.' : 'You are B.',
      `You each hold ${money(setting.endowment)}. There are ${setting.turns} messages in all.`,
      setting.ends === 'decision' ? 'They end when B announces an amount or declines.' : '',
      setting.enforce ? 'What is announced is the least that can be paid.' : 'What is announced need not be paid.',
    ]
      .filter(Boolean)
      .join(' '),
  lines: words.lines,
  now: (view) => {
    const recorded = pledges(view, view.seat === 'persuader' ? 'B' : 'A').replaceAll('pledged', 'announced')
    return [view.end === null ? left(view) : 'The messages are over.', recorded].filter(Boolean).join(' ')
  },
  ask: {
    say: () => 'Send a message.',
    pledge: () => 'Or: announce an amount in dollars, with a message.',
    decline: () => 'Or: decline to pay, with a message.',
    give: ({ setting }) => `Pay into the purse, in private: ${range(setting)}.`,
  },
}
