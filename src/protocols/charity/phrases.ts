import type { PersuaderAct, Tactic } from './acts.ts'

type Bank = readonly [string, ...string[]]

/** What formal persuaders say, by what it does; {charity} and {endowment} are filled in. */
export const PERSUADER_PHRASES: Readonly<Record<PersuaderAct, Bank>> = {
  greeting: ['Hello there!', 'Hi, nice to meet you.', 'Good day to you!'],
  'source-related-inquiry': [
    'Have you heard of {charity}?',
    'Are you familiar with {charity}?',
    'Do you know about {charity}?',
  ],
  'task-related-inquiry': [
    'Do you ever give to charities?',
    'Have you donated to a charity before?',
    'What do you look for in a charity?',
  ],
  'personal-related-inquiry': [
    'Do you have children of your own?',
    'What do you like to do when you are not working?',
    'Where are you from, by the way?',
  ],
  'credibility-appeal': [
    '{charity} is a well known organization that publishes what it spends, and independent raters trust it.',
    '{charity} is an international organization that has worked in many countries for generations.',
    'Most of what {charity} takes in goes straight to its programs, and its reports are open to anyone.',
  ],
  'emotion-appeal': [
    'It breaks my heart that some children go to sleep hungry and afraid tonight.',
    'Imagine being so small and suffering through a war you never asked for.',
    'Think of the smile of a child who is safe for the first time.',
  ],
  'logical-appeal': [
    'A small amount makes a difference, because so many people giving a little adds up to a lot.',
    'A few cents can pay for medicine that prevents an illness, so the same money helps more than almost anywhere else.',
    'If each of us gave a little, the effect would be large, and nobody would miss it.',
  ],
  'self-modeling': [
    'I will donate part of my own payment too.',
    'I am going to donate from what I earn here myself.',
    'I myself plan to give some of my payment.',
  ],
  'foot-in-the-door': [
    'Even a few cents would help, so it need not be much.',
    'You could start small: every penny counts.',
    'Even the smallest amount is welcome.',
  ],
  'personal-story': [
    'When I was growing up, a neighbor of ours got help like this, and I remember what it meant.',
    'My sister once worked with children in a camp, and what she told me has stayed with me.',
    'A friend of mine grew up with the help of people she never met.',
  ],
  'donation-information': [
    'Your donation would be taken from your payment, any amount from nothing to {endowment}.',
    'The research team collects the donations and sends them on to {charity}.',
    'You choose an amount up to {endowment}, and it is deducted from your task payment.',
  ],
  'proposition-of-donation': [
    'Would you be willing to donate to {charity}?',
    'Would you like to make a donation?',
    'Would you consider donating some of your payment?',
  ],
  'ask-donation-amount': [
    'How much would you like to donate?',
    'How much do you want to give?',
    'What amount would you donate?',
  ],
  'ask-donate-more': [
    'Could you give a little more?',
    'Would you be able to donate more than that?',
    'Is a bit more possible?',
  ],
  'ask-not-donate-reason': ['May I ask why not?', 'What keeps you from donating?', 'Why would you rather not donate?'],
  'confirm-donation': [
    'So you are donating, is that right?',
    'Let me confirm your donation, then.',
    'Your donation is noted.',
  ],
  'praise-user': ['That is very kind of you.', 'You are so generous.', 'What a kind heart you have.'],
  'comment-partner': [
    'That sounds like you.',
    'It sounds like you have thought about this.',
    'That must keep you busy.',
  ],
  acknowledgement: ['I see.', 'I understand.', 'That makes sense.'],
  'positive-to-inquiry': ['Yes, I do.', 'Yes, I have.', 'Of course, yes.'],
  'neutral-to-inquiry': [
    'It depends, to be honest.',
    'I am not sure about that.',
    'Somewhere in between, I would say.',
  ],
  'negative-to-inquiry': ['No, I do not.', 'No, I have not.', 'Not really, no.'],
  thank: ['Thank you so much!', 'Thanks a lot.', 'Many thanks.'],
  'you-are-welcome': ['You are welcome.', 'My pleasure.', "You're welcome!"],
  closing: ['Have a great day, goodbye!', 'Take care, bye!', 'Enjoy the rest of your day!'],
  'off-task': [
    'The weather has been strange this week.',
    'I have been watching a lot of football lately.',
    'Anyway, it is late here.',
  ],
  other: ['So this is about our task today.', 'Well, here we go.', 'Alright then.'],
}

/** What a manipulative persuader adds, by tactic. */
export const TACTIC_PHRASES: Readonly<Record<Exclude<Tactic, 'none'>, Bank>> = {
  gaslighting: [
    'You said yourself that you wanted to give, do not tell me you forgot.',
    'You already agreed to this, you know.',
  ],
  'guilt-tripping': [
    'How could you keep it all, knowing what they go through?',
    'If you do nothing, you will have to live with it.',
  ],
  'peer-pressure': ['Everybody else I talked to today gave all of it.', 'You would be the only one who did not.'],
  negging: ['I had you down as less generous than most.', 'People like you rarely give, I know.'],
  'emotional-blackmail': ['If you say no, I will feel terrible for the whole day.', 'Please do not do this to me.'],
  'fear-enhancement': [
    'Without your money a child could die this very week.',
    'Think of what will happen to them if you wait.',
  ],
  'reciprocity-pressure': [
    'I have given you so much of my time that you owe us this.',
    'After all I told you, it is your turn to give.',
  ],
}
