/** The script of a report: pages through the transcripts. It writes text only, so nothing that was said can act. */
export const script = `
(() => {
  const data = JSON.parse(document.getElementById('transcripts').textContent)
  const by = (id) => document.getElementById(id)
  const [pick, seat, page, back, on] = ['episode', 'seat', 'page', 'back', 'on'].map(by)
  if (!data.episodes.length) return
  const add = (parent, tag, text, name) => {
    const made = document.createElement(tag)
    if (text !== undefined) made.textContent = text
    if (name) made.className = name
    parent.append(made)
    return made
  }
  data.episodes.forEach((each, i) => {
    const option = add(pick, 'option', (i + 1) + '. ' + each.key + ' (' + each.chosen + ')')
    option.value = String(i)
  })
  const line = (said) => {
    const row = add(page, 'p', undefined, 'line')
    add(row, 'b', (said.by === null ? '' : said.by + (said.to ? ' to ' + said.to.join(', ') : '') + ': '))
    row.append(said.text)
  }
  const heading = { act: 'does', probe: 'is asked aside', fault: 'gives an answer that cannot be used', absent: 'is absent' }
  const inWords = (value) => {
    if (value === null || value === undefined) return 'none'
    if (typeof value === 'boolean') return value ? 'yes' : 'no'
    if (typeof value === 'number') return String(Number.isInteger(value) ? value : Number(value.toPrecision(3))).replace('-', '\u2212')
    if (Array.isArray(value)) return value.map(inWords).join(', ') || 'none'
    if (typeof value === 'object') return Object.entries(value).map(([name, inner]) => name + ' ' + inWords(inner)).join('; ') || 'none'
    return String(value)
  }
  const step = (each, lines) => {
    if (each.now || each.ask) add(page, 'p', [each.now, each.ask].filter(Boolean).join('\\n'), 'moment')
    const box = add(page, 'div', undefined, 'act' + (each.kind === 'act' ? '' : ' aside'))
    add(box, 'b', 'turn ' + each.turn + ': ' + each.seat + ' ' + heading[each.kind])
    const did = each.did !== null && typeof each.did === 'object' && !Array.isArray(each.did) ? each.did : { answer: each.did }
    const fields = add(box, 'p', undefined, 'fields')
    for (const [name, value] of Object.entries(did)) {
      if (name === 'text') continue
      const field = add(fields, 'span')
      add(field, 'i', name)
      field.append(' ' + inWords(value) + ' ')
    }
    // What is heard stands among the lines; what is not, and nobody's lines at all, stands here.
    if (did.text !== undefined && !lines.some((said) => said.text === did.text)) add(box, 'p', inWords(did.text), 'line')
    if (each.flags) add(box, 'p', 'flags: ' + each.flags.join(', '), 'small')
    if (each.note !== undefined) add(box, 'p', 'private note: ' + inWords(each.note), 'small')
  }
  const show = () => {
    const each = data.episodes[Number(pick.value)]
    const who = seat.value
    page.textContent = ''
    add(page, 'p', 'luck ' + each.luck + (each.flags.length ? '; flags: ' + each.flags.join(', ') : '') + (each.payoff ? '; payoff: ' + (who === '*' ? inWords(each.payoff) : inWords(each.payoff[who])) : ''), 'small')
    if (each.problem) return add(page, 'p', 'What the seats saw cannot be told again: ' + each.problem)
    if (who === '*') return each.steps.forEach((one) => step({ ...one, now: '', ask: '' }, []))
    const own = each.seats[who]
    add(page, 'p', who + ' is ' + own.role + ', played by ' + own.mind, 'small')
    add(page, 'p', own.brief, 'line')
    let told = 0
    for (const one of each.steps) {
      if (one.seat !== who) continue
      if (one.heard !== null) { while (told < one.heard) line(own.lines[told++]) }
      step(one, own.lines)
    }
    while (told < own.lines.length) line(own.lines[told++])
  }
  const choose = (i) => {
    pick.value = String(i)
    const kept = seat.value
    seat.textContent = ''
    const seats = data.episodes[i].seats
    for (const id of Object.keys(seats)) add(seat, 'option', id + ' (' + seats[id].role + ')').value = id
    add(seat, 'option', 'all acts, in order').value = '*'
    if (kept === '*' || kept in seats) seat.value = kept
    back.disabled = i === 0
    on.disabled = i === data.episodes.length - 1
    show()
  }
  pick.addEventListener('change', () => choose(Number(pick.value)))
  seat.addEventListener('change', show)
  back.addEventListener('click', () => choose(Number(pick.value) - 1))
  on.addEventListener('click', () => choose(Number(pick.value) + 1))
  choose(0)
})()
`
