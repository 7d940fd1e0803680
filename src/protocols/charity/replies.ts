import type { PersuadeeAct } from './acts.ts'

type Bank = readonly [string, ...string[]]

/** What formal persuadees say, by what it does; {amount} is what they pledge. */
export const PERSUADEE_PHRASES: Readonly<Record<PersuadeeAct, Bank>> = {
  greeting: ['Hello!', 'Hi, how are you?', 'Hey there.'],
  'agree-donation': ['Yes, I will donate.', 'Sure, I would be happy to donate.', 'Okay, I am willing to donate.'],
  'provide-donation-amount': ['I will donate {amount}.', 'Let us make it {amount}.', 'I can give {amount}.'],
  'confirm-donation': [
    'Yes, I confirm my donation.',
    'Yes, that is correct.',
    'Yes, please go ahead with my donation.',
  ],
  'disagree-donation': ['No, I do not want to donate.', 'Sorry, I cannot donate.', 'I would rather not donate.'],
  'disagree-donation-more': [
    'No, I cannot give more.',
    'That is all I can give, not more.',
    'I do not want to donate more.',
  ],
  'positive-reaction-to-donation': [
    'That sounds like a great cause.',
    'It is good that they help children.',
    'That is wonderful work.',
  ],
  'neutral-reaction-to-donation': ['Maybe, I have to think about it.', 'I am not sure yet.', 'Perhaps, we will see.'],
  'negative-reaction-to-donation': [
    'I do not trust where the money goes.',
    'I am skeptical of charities like that.',
    'I need the money myself.',
  ],
  'positive-to-inquiry': ['Yes, I have.', 'Yes, I do.', 'Yes, quite often.'],
  'neutral-to-inquiry': ['It depends.', 'Sometimes.', 'A little bit.'],
  'negative-to-inquiry': ['No, I have not.', 'No, never.', 'Not really.'],
  'ask-org-info': ['What do they do exactly?', 'What is that organization about?', 'Where do they work?'],
  'ask-donation-procedure': ['How do I donate?', 'How does the donation work?', 'How would I send the money?'],
  'ask-persuader-donation-intention': ['Are you donating too?', 'Will you donate as well?', 'How much are you giving?'],
  'task-related-inquiry': [
    'Do you give to charities yourself?',
    'Do you work for a charity?',
    'Have you donated before?',
  ],
  'personal-related-inquiry': ['Do you have children?', 'Where are you from?', 'What do you do for a living?'],
  acknowledgement: ['I see.', 'Okay.', 'I understand.'],
  thank: ['Thank you for telling me.', 'Thanks!', 'Thank you.'],
  'you-are-welcome': ['You are welcome.', 'My pleasure.', 'No problem.'],
  closing: ['Have a nice day, bye!', 'Goodbye!', 'Take care!'],
  'off-task': ['It has been raining here all day.', 'I was just having lunch.', 'My cat is on the keyboard again.'],
  other: ['Well, go on.', 'Hm, interesting.', 'Alright.'],
}
