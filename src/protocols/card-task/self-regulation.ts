const item = (id: string, text: string, reversed = false) => ({
  kind: 'likert' as const,
  id,
  text,
  scale: 'self_regulation',
  low: 'not like me at all',
  high: 'just like me',
  ...(reversed && { reversed }),
})

/** A self-report of self-regulation: ten statements of our own, half of them reversed, rated from 1 to 5. */
export const SELF_REGULATION = [
  item('sr1', 'What I have planned I carry through before I turn to something else.'),
  item('sr2', 'I give in to the first impulse.', true),
  item('sr3', 'I notice early when I drift away from a goal.'),
  item('sr4', 'I put off what costs effort.', true),
  item('sr5', 'I weigh what may follow before I decide.'),
  item('sr6', 'When something tempts me I forget what I wanted.', true),
  item('sr7', 'When one way does not work I look for another.'),
  item('sr8', 'I begin more than I finish.', true),
  item('sr9', 'I check how far I have come.'),
  item('sr10', 'After a setback I let things slide.', true),
] as const
