import type { Address } from './address.ts'
import type { Complaint } from './answer.ts'
import type { Answer, Fault } from './exchange.ts'
import type { ModelErrorKind } from './model.ts'

/** A failure of the world: its kind, what is said of it, and whether the same request may fare better later. */
export interface Failure {
  readonly kind: ModelErrorKind
  readonly what: string
  readonly again: boolean
}

/** The longest waits of a call in milliseconds; `headers` and `body` are kept to about half a second. */
export interface Limits {
  /** Until a connection stands. */
  readonly connect: number
  /** Until the answer begins: without streaming, that is when the model has written all of it. */
  readonly headers: number
  /** Between two parts of an answer. */
  readonly body: number
  /** For the whole call, with all tries and the waits between them, but not the wait for a free place. */
  readonly call: number
}

/** Says what a failure of the wire means and what would be right. */
export const faultMeans = (fault: Fault, { host, origin }: Address, limits: Limits, answerBytes: number): Failure => {
  const { code, begun } = fault
  const slow = (name: keyof Limits, what: string): Failure => ({
    kind: 'timeout',
    what: `${what} within ${limits[name]} ms; right would be a less busy server or a longer timeout.${name} (--timeout)`,
    again: true,
  })
  if (code === 'UND_ERR_CONNECT_TIMEOUT') return slow('connect', 'no connection')
  if (code === 'UND_ERR_HEADERS_TIMEOUT') return slow('headers', 'no answer')
  if (code === 'UND_ERR_BODY_TIMEOUT') return slow('body', 'no further part of the answer')
  if (code === 'TOO_LONG') {
    const what = `an answer of more than ${answerBytes} bytes; right would be a smaller maxTokens or a larger answerBytes`
    return { kind: 'unreadable answer', what, again: false }
  }
  if (code.startsWith('HPE_')) {
    const what = `an answer that is not HTTP (${code}); right would be the port and scheme of the chat server`
    return { kind: 'unreadable answer', what, again: false }
  }
  if (begun) {
    const what = `an answer that was cut off (${code}); right would be a server that stays up while it answers`
    return { kind: 'unreadable answer', what, again: true }
  }
  if (code === 'ENOTFOUND') {
    const what = `no machine is called ${host} (ENOTFOUND); right would be the name of the machine the server runs on`
    return { kind: 'refused connection', what, again: false }
  }
  if (/^(ERR_SSL|ERR_TLS|EPROTO|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|CERT_)/.test(code)) {
    const what = `no secure connection (${code}); right would be a server with a valid certificate, or http:// for one without`
    return { kind: 'refused connection', what, again: false }
  }
  if (/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|EAI_AGAIN|EACCES|EPERM)$/.test(code)) {
    const what = `nothing answers at ${origin} (${code}); right would be a running server, or the host and port of one`
    return { kind: 'refused connection', what, again: true }
  }
  const what = `the connection was lost before the answer began (${code}); right would be a server that stays up`
  return { kind: 'lost connection', what, again: true }
}

/** Says what an answer other than 200 means and what would be right. `served`: the models the server has, if it says. */
export const statusMeans = (
  { status, headers }: Answer,
  { words, code }: Complaint,
  address: Address,
  keySent: boolean,
  served: readonly string[] | null,
): Failure => {
  const said = words === '' ? `${status}` : `${status} ("${words}")`
  if (status === 429)
    return {
      kind: 'rate limited',
      what: `${said}; right would be fewer calls at once, more tries, or a higher quota`,
      // An empty account is told with the same number, and no wait fills it.
      again: !/insufficient_quota|billing/i.test(`${code} ${words}`),
    }
  if (status >= 500 || status === 408)
    return {
      kind: 'server error',
      what: `${said}; right would be a server in working order, see its own log`,
      again: true,
    }
  if (status === 401 || status === 403) {
    const key = keySent
      ? 'a key that this server accepts; the one sent was refused'
      : 'an API key in SUASION_API_KEY; none was sent'
    return { kind: 'unauthorised', what: `${said}; right would be ${key}`, again: false }
  }
  if (status === 404 || status === 405) {
    const models = served === null ? '' : `; the server has ${served.join(', ') || 'no model'}`
    const path = /\/v\d/.test(address.path) ? '' : `; most servers answer below ${address.base}/v1`
    const right = 'right would be an address and a model that it serves'
    return { kind: 'not found', what: `${said}${models}${path}; ${right}`, again: false }
  }
  if (status >= 300 && status < 400) {
    const to = [headers.location ?? 'another address'].flat()[0]
    return {
      kind: 'not found',
      what: `it sends us on to ${to} (${status}); right would be that address itself`,
      again: false,
    }
  }
  return { kind: 'rejected request', what: `${said}; right would be a request that the server takes`, again: false }
}
