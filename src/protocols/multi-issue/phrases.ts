import type { Luck } from 'suasion'
import type { Strategy } from './state.ts'

interface Said {
  readonly text: string
  readonly strategies: readonly Strategy[]
}
type Bank = readonly [Said, ...Said[]]

const said = (text: string, ...strategies: Strategy[]): Said => ({ text, strategies })

/** What formal negotiators say with what they do; # stands for the packages they ask for, or the issue they value most. */
const phrases: Readonly<Record<'open' | 'move' | 'hold' | 'accept' | 'reject' | 'walkAway' | 'need', Bank>> = {
  open: [
    said('Hello! How about this: # for me, and the rest is yours.', 'small-talk', 'promote-coordination'),
    said('I would start with # for me.', 'non-strategic'),
  ],
  move: [
    said('We could meet here: # for me.', 'promote-coordination'),
    said('In return for what you need, I would take #.', 'promote-coordination'),
    said('Would # for me suit you better?', 'non-strategic'),
  ],
  hold: [
    said('I stay with # for me.', 'non-strategic'),
    said('# for me seems fair to both of us.', 'promote-coordination', 'vouch-fair'),
  ],
  accept: [said('That works for me.', 'non-strategic'), said('Agreed, enjoy your trip.', 'small-talk')],
  reject: [
    said('Sorry, that leaves me too little.', 'non-strategic'),
    said('I cannot take that one.', 'non-strategic'),
  ],
  walkAway: [said('Then I will buy my supplies elsewhere.', 'non-strategic')],
  need: [
    said('Hi there! I need # the most.', 'small-talk', 'self-need'),
    said('Hello! I am short of #.', 'small-talk', 'self-need'),
  ],
}

/** A sentence for what a side does and what that sentence does, drawn from the phrase bank. */
export const phrase = (kind: keyof typeof phrases, luck: Luck, what = ''): { text: string; strategies: Strategy[] } => {
  const { text, strategies } = luck.pick(phrases[kind])
  return { text: text.replace('#', () => what), strategies: [...strategies] }
}
