import type { Example } from 'suasion'
import { readRows } from 'suasion'
import { z } from 'zod'

const unit = z.object({
  dialogue: z.string().min(1),
  turn: z.coerce.number().int().min(0),
  role: z.enum(['0', '1']),
  text: z.string(),
  persuader_act: z.string(),
  persuadee_act: z.string(),
  persuader_act_2: z.string(),
  persuadee_act_2: z.string(),
})

/**
 * The labelled sentences of one side of PersuasionForGood (annotated.csv; Wang et al. 2019), each with what the other
 * side said in the turn before. Sentences without a label are left out. Throws, naming the line, on another table.
 */
export const charityTalk = (csv: string, name: string, side: 'persuader' | 'persuadee'): Example[] => {
  const role = side === 'persuader' ? '0' : '1'
  const said = new Map<string, string>()
  const rows = readRows(csv, unit, name)
  for (const { dialogue, turn, role: by, text } of rows) {
    const key = `${dialogue} ${turn} ${by}`
    said.set(key, said.has(key) ? `${said.get(key)} ${text}` : text)
  }
  return rows
    .filter((row) => row.role === role && row[`${side}_act`] !== '')
    .map((row) => ({
      group: row.dialogue,
      text: row.text,
      before:
        said.get(side === 'persuader' ? `${row.dialogue} ${row.turn - 1} 1` : `${row.dialogue} ${row.turn} 0`) ?? '',
      labels: [row[`${side}_act`], row[`${side}_act_2`]].filter((label) => label !== ''),
    }))
}

const casino = z.array(
  z.object({
    dialogue_id: z.number(),
    annotations: z.array(z.tuple([z.string(), z.string()])),
  }),
)

/**
 * The labelled utterances of CaSiNo (train.json, valid.json, test.json; Chawla et al. 2021), each with the one before
 * it; utterances without a label are left out. Throws, naming the file and what is wrong, on JSON that is cut off or of another kind.
 */
export const casinoTalk = (json: string, name: string): Example[] => {
  let read: unknown
  try {
    read = JSON.parse(json)
  } catch (error) {
    throw new Error(`${name} is no JSON, or cut off: ${(error as Error).message}`)
  }
  const parsed = casino.safeParse(read)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new Error(`${name} is no file of CaSiNo: ${issue!.path.join('.')}: ${issue!.message}`)
  }
  return parsed.data
    .flatMap(({ dialogue_id, annotations }) =>
      annotations.map(([text, labels], i) => ({
        group: String(dialogue_id),
        text,
        before: i > 0 ? annotations[i - 1]![0] : '',
        labels: labels.split(',').flatMap((label) => label.trim() || []),
      })),
    )
    .filter(({ labels }) => labels.length > 0)
}
