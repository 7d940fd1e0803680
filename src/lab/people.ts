import type { AnyStudy, Conversation } from '../core/index.ts'
import { kindWords } from './report/say.ts'
import type { Debrief } from './run.ts'

const yes = async (terminal: Conversation, question: string): Promise<boolean> => {
  for (;;) {
    const answer = (await terminal.line(`${question} (y/n) `)).trim().toLowerCase()
    if (answer === 'y' || answer === 'yes') return true
    if (answer === 'n' || answer === 'no') return false
    terminal.write('Please answer y or n.\n')
  }
}

/** Asks a person at a terminal whether they want to take part, after saying what is asked of them and what is kept. */
export const askConsent = (terminal: Conversation, study: AnyStudy): Promise<boolean> => {
  terminal.write(
    [
      '',
      `You are invited to take part in a study: ${study.title}.`,
      'You will read and write, and be asked for your views. Some of the others may be computer programs, and what you',
      'are told about them may be incomplete until the end; then you are told everything.',
      'What you write and choose is stored on this computer, without your name or anything else that says who you are:',
      'please write nothing that does. You may stop at any time with ctrl-D, and take back what you wrote at the end.',
      '',
    ].join('\n'),
  )
  return yes(terminal, 'Do you want to take part?')
}

/** Tells a person the true treatment and who the others were, and asks whether their answers may be kept. */
export const debrief = async (terminal: Conversation, { condition, seats }: Debrief): Promise<boolean> => {
  const treatment = Object.entries(condition).map(([factor, level]) => `  ${factor}: ${level}`)
  const others = Object.entries(seats).map(
    ([seat, { role, mind, cast }]) =>
      `  ${seat}${role === seat ? '' : ` (${role})`}: ${cast === 'people' ? 'a person' : `${mind}, ${kindWords[cast]}`}`,
  )
  terminal.write(
    [
      '',
      'This is what it was about.',
      'The condition you were in:',
      ...treatment,
      'Who took part:',
      ...others,
      '',
    ].join('\n'),
  )
  try {
    return await yes(terminal, 'May your answers be kept?')
  } catch {
    // Whoever left without saying yes has not said yes.
    return false
  }
}
