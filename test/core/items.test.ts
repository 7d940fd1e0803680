import { items, numberColumn, readRows } from 'suasion'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

const schema = z.object({ id: z.string(), text: z.string(), share: numberColumn(0, 1) })
const csv = 'id,text,share\na,"Ban, or not?",0.5\nb,Tax it,1\n'
const table = items('topics', csv, schema)
const read = (text: string) => () => items('topics', text, schema)

describe('items', () => {
  it('are rows of a CSV table, checked and found by id', () => {
    expect(table.rows).toEqual([
      { id: 'a', text: 'Ban, or not?', share: 0.5 },
      { id: 'b', text: 'Tax it', share: 1 },
    ])
    expect(table.of('b').text).toBe('Tax it')
    expect(() => table.of('c')).toThrow('topics has no item c; it has a, b')
  })

  it('carry a hash of what they say, not of how it is written', () => {
    const windows = items('other', `\ufeff${csv.replaceAll('\n', '\r\n')}`, schema)
    expect(windows.hash).toBe(table.hash)
    expect(items('topics', csv.replace('Tax', 'tax'), schema).hash).not.toBe(table.hash)
    expect(table.read('id,share,text\nz,0,Other\n', 'mine.csv').rows).toEqual([{ id: 'z', text: 'Other', share: 0 }])
    expect(() => table.read('id,text\nz,Other\n', 'mine.csv')).toThrow('mine.csv lacks the column share')
  })

  it.each([
    ['', 'topics has no rows'],
    ['id,text,share\n', 'topics has no rows'],
    ['id,text\na,T\n', 'topics lacks the column share; it has id, text'],
    ['id;text;share\na;T;1\n', 'topics lacks the columns id, text, share; it has id;text;share'],
    ['id,text,share\na,T,1.5\n', 'topics line 2, column share: Too big: expected number to be <=1, and it holds "1.5"'],
    ['id,text,share\na,T,1\nb,T,-1\n', 'topics line 3, column share'],
    ['id,text,share\na,T,NaN\n', 'column share'],
    ['id,text,share\na,T,Infinity\n', 'column share'],
    ['id,text,share\na,T,much\n', 'and it holds "much"'],
    ['id,text,share\na,T,1\na,U,1\n', 'topics has the id a twice'],
    ['id,text,share\na,"T,1\nb,U,1\n', 'topics is not a CSV table: Quote Not Closed'],
    ['id,text,share\na,T\n', 'topics is not a CSV table: Invalid Record Length'],
    ['id,text,share\na,T,1,2\n', 'topics is not a CSV table: Invalid Record Length'],
    ['{"id": 1}', 'topics is not a CSV table: Invalid Opening Quote'],
  ])('refuse %j', (text, fault) => {
    expect(read(text)).toThrow(fault)
  })

  it('may lack a column that is optional', () => {
    const optional = z.object({ id: z.string(), note: z.string().optional() })
    expect(readRows('id\na\n', optional, 'notes')).toEqual([{ id: 'a' }])
  })
})
