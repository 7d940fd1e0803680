/** Where a model is served, taken apart from `http://host:port/v1#model`. */
export interface Address {
  /** The address without credentials and query, and the model's name: safe to print and to store. */
  readonly id: string
  /** The address without credentials, query and model. */
  readonly base: string
  readonly origin: string
  readonly host: string
  readonly path: string
  readonly query: string
  /** null where the address names none. */
  readonly model: string | null
  /** The credential that stood in the address, ready for an authorization header. */
  readonly authorization: string | null
  /** Parts of the address that must never be printed. */
  readonly secrets: readonly string[]
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Takes `http://host:port/v1#model` apart. Throws, saying what would be right, where it is not such an address. */
export const parseAddress = (text: string): Address => {
  const like = 'right would be an address like http://127.0.0.1:8080/v1#model'
  if (typeof text !== 'string') throw new Error(`the address of a model is of type ${typeof text}; ${like}`)
  const cut = text.indexOf('#')
  const [place, model] = cut < 0 ? [text, null] : [text.slice(0, cut), text.slice(cut + 1).trim() || null]
  // What cannot be read as a URL is never quoted: nobody knows where in it a credential stands.
  if (!URL.canParse(place) || !/^[a-z][a-z0-9+.-]*:\/\//i.test(place))
    throw new Error(`the address of ${model ?? 'a model'} is not a URL with a scheme and a host; ${like}`)
  const url = new URL(place)
  const path = url.pathname.replace(/\/+$/, '')
  const base = `${url.protocol}//${url.host}${path}`
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new Error(
      `the address of ${model ?? 'a model'} begins with ${url.protocol}//; right would be http:// or https://`,
    )
  const tail = /\/(chat\/completions|completions|models)$/
  if (tail.test(path))
    throw new Error(`${base} is the address of one call; right would be ${base.replace(tail, '')}#${model ?? 'model'}`)
  const user = decoded(url.username)
  const password = decoded(url.password)
  const basic = user || password ? Buffer.from(`${user}:${password}`).toString('base64') : null
  return {
    id: `${base}#${model ?? ''}`,
    base,
    origin: url.origin,
    host: url.hostname,
    path,
    query: url.search,
    model,
    authorization: basic && `Basic ${basic}`,
    secrets: [password || user, basic ?? '', ...url.searchParams.values()],
  }
}

/** Returns a function that blots every given secret out of a text, in whatever spelling a server echoes it. */
export const blotter = (secrets: readonly string[]) => {
  // A secret of fewer than four characters stands in half of all texts and protects nothing.
  const all = secrets
    .filter((secret) => secret.length >= 4)
    .flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
  if (all.length === 0) return (text: string): string => text
  return (text: string): string => all.reduce((rest, secret) => rest.replaceAll(secret, '***'), text)
}
