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

test('backoff doubles, up to 30 s, and its jitter is full: from nothing to the whole', () => {
  expect([1, 2, 3, 4].map((n) => backoff(100, n, 1))).toEqual([100, 200, 400, 800])
  expect(backoff(100, 3, 0)).toBe(0)
  expect(backoff(100, 3, 0.25)).toBe(100)
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

describe('a gate whose server is busy', () => {
  const through = async (places: ReturnType<typeof gate>, n: number) => {
    for (let i = 0; i < n; i++) {
      await places.enter()
      places.answered()
      places.leave()
    }
  }

  test('falls by a fifth once for all calls under way, never below one, and grows back with answers', async () => {
    const places = gate(32)
    const sent = performance.now()
    places.busy(sent, 0)
    expect(places.room()).toBe(25)
    for (let i = 0; i < 20; i++) places.busy(sent - 1, 0)
    expect(places.room()).toBe(25)
    for (let i = 0; i < 40; i++) places.busy(performance.now(), 0)
    expect(places.room()).toBe(1)
    const rooms: number[] = []
    for (let i = 0; i < 300; i++) {
      await through(places, 1)
      rooms.push(places.room())
    }
    expect(rooms).toEqual([...rooms].sort((a, b) => a - b))
    expect(rooms.at(-1)).toBe(32)
  })

  test('admits no more than its room while those inside leave', async () => {
    const places = gate(4)
    for (let i = 0; i < 4; i++) await places.enter()
    for (let i = 0; i < 3; i++) places.busy(performance.now(), 0)
    let admitted = 0
    const line = Array.from({ length: 3 }, () => places.enter().then(() => admitted++))
    places.leave()
    places.leave()
    await Promise.resolve()
    expect(admitted).toBe(0)
    places.leave()
    await line[0]
    expect(admitted).toBe(1)
  })

  test('lets nobody in until the wait is over, and then those first who try again', async () => {
    const places = gate(1)
    const began = performance.now()
    places.busy(began, 60)
    const order: string[] = []
    const late = places.enter().then(() => order.push('newcomer'))
    const again = places.enter(undefined, true).then(() => order.push('again'))
    await again
    expect(performance.now() - began).toBeGreaterThan(55)
    places.leave()
    await late
    expect(order).toEqual(['again', 'newcomer'])
  })
})
