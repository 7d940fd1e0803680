import { describe, expect, test } from 'vitest'
import { gate } from '../../src/models/gate.ts'
import { backoff, retryAfter } from '../../src/models/retry.ts'

describe('Retry-After', () => {
  const now = Date.parse('2026-11-20T12:00:00Z')
  test.each([
    [{ 'retry-after': '2' }, 2000],
    [{ 'retry-after': '0.25' }, 250],
    [{ 'retry-after': ['7', '9'] }, 7000],
    [{ 'retry-after': 'Fri, 20 Nov 2026 12:00:30 GMT' }, 30_000],
    [{ 'retry-after': 'Fri, 20 Nov 2026 11:00:00 GMT' }, 0],
    [{ 'retry-after-ms': '40', 'retry-after': '1' }, 40],
    [{ 'retry-after': 'soon' }, null],
    [{ 'retry-after': '-5x' }, null],
    [{ 'retry-after': '' }, null],
    [{}, null],
  ])('%j', (headers, milliseconds) => {
    expect(retryAfter(headers, now)).toBe(milliseconds)
  })
})

test('backoff doubles, with jitter from a half to the whole, up to 30 s', () => {
  expect([1, 2, 3, 4].map((n) => backoff(100, n, 1))).toEqual([100, 200, 400, 800])
  expect(backoff(100, 3, 0)).toBe(200)
  expect(backoff(100, 50, 1)).toBe(30_000)
})

test('a gate admits in the order of coming, and nobody slips in', async () => {
  const { enter, leave } = gate(1)
  const order: number[] = []
  await enter()
  const stop = new AbortController()
  const two = enter().then(() => order.push(2))
  const gone = enter(stop.signal).catch(() => order.push(-3))
  const four = enter().then(() => order.push(4))
  stop.abort()
  await gone
  leave()
  const five = enter().then(() => order.push(5))
  await two
  leave()
  await four
  leave()
  await five
  expect(order).toEqual([-3, 2, 4, 5])
})
