import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { luckOf } from 'suasion'

const vocabulary = 'the tea was cold and we said so to nobody in the house by the river'.split(' ')

/** A table of conversations in which the length of a reply follows what was heard; some rows lack something. */
export const talksTable = (conversations = 12, turns = 8, flawed = true): string => {
  const luck = luckOf('talks')
  const lines = ['conversation,speaker,text,turn,role,topic,mood']
  for (let c = 0; c < conversations; c++) {
    let words = 4 + Math.floor(luck.of('start', c).uniform() * 20)
    for (let t = 0; t < turns; t++) {
      const at = luck.of('reply', c, t)
      words = Math.max(1, Math.round(Math.expm1(1 + 0.5 * Math.log1p(words) + 0.3 * at.normal())))
      const text = Array.from({ length: words }, (_, i) => vocabulary[(c + 3 * t + i) % vocabulary.length]).join(' ')
      const who = t % 2 ? 'Ann Lee' : 'Bob Moss'
      lines.push(`talk ${c},${who} ${c},${text},${t},${t % 2 ? 'guest' : 'host'},${c % 2 ? 'tea' : 'ale'},${t % 3}`)
    }
  }
  if (flawed) lines.push('broken,Cy,no place,x,host,tea,0', 'talk 0,,nobody said it,99,guest,ale,0')
  return `${lines.join('\n')}\n`
}

/** Writes such a table into a folder and returns its path. */
export const writeTalks = (folder: string, conversations?: number, turns?: number, flawed?: boolean): string => {
  const path = join(folder, 'talks.csv')
  writeFileSync(path, talksTable(conversations, turns, flawed))
  return path
}
