import { commander } from './commander.ts'
import type { Style } from './outlook.ts'

/** What all commanders share unless they say otherwise; every number is chosen. */
const plain: Style = {
  threshold: 0.6,
  truce: 'soft',
  agrees: 0.35,
  grants: 0.3,
  repays: 0.8,
  claims: 'none',
  asks: 'truce',
  missionOnly: false,
}

const styled = (name: string, about: string, standard: Partial<Style>, changed: Partial<Style>) => {
  const style = { ...plain, ...standard, ...changed }
  for (const each of ['agrees', 'grants', 'repays'] as const)
    if (!(style[each] >= 0 && style[each] <= 1))
      throw new Error(`${name}: ${each} must be from 0 to 1, not ${style[each]}`)
  if (!Number.isFinite(style.threshold)) throw new Error(`${name}: threshold must be a number, not ${style.threshold}`)
  return commander(name, style, `chosen: ${about}`)
}

/** Keeps truces until the partner stands in the way of its mission with two armies less: the baseline. */
export const opportunist = (changed: Partial<Style> = {}) =>
  styled('opportunist', 'a truce outside the mission, and inside it until it is two armies ahead', {}, changed)

/** Attacks at lower odds than others. */
export const aggressive = (changed: Partial<Style> = {}) =>
  styled('aggressive', 'attacks above -.2', { threshold: -0.2 }, changed)

/** Attacks only what its mission needs, at good odds, and strengthens its weakest border every other round. */
export const defensive = (changed: Partial<Style> = {}) =>
  styled('defensive', 'only inside its mission, above 1.5', { threshold: 1.5, missionOnly: true, agrees: 0.7 }, changed)

/** Never breaks a promise, and tells its mission truly. */
export const dealKeeper = (changed: Partial<Style> = {}) =>
  styled('deal keeper', 'never breaks a promise', { truce: 'strict', repays: 1, claims: 'true' }, changed)

/** Agrees to everything, keeps little, and lies about its mission. */
export const dealBreaker = (changed: Partial<Style> = {}) =>
  styled(
    'deal breaker',
    'ignores what it agreed to',
    { truce: 'ignored', agrees: 1, grants: 1, repays: 0, claims: 'false' },
    changed,
  )
