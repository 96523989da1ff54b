import { card } from './workspace-for-tests.ts';

/** Good blocks, and each with one thing wrong. */
export function blockSamples(): unknown[][] {
  const plain = (text: string) => ({ type: 'plain_text', text });
  const md = (text: string) => ({ type: 'mrkdwn', text });
  const x = (count: number) => 'x'.repeat(count);
  const button = (more: object = {}) => ({ type: 'button', action_id: 'a', text: plain('Go'), ...more });
  const option = { text: plain('One'), value: '1' };
  const elements = (...list: unknown[]) => ({ type: 'actions', elements: list });
  const confirm = { title: plain('t'), text: md('x'), confirm: plain('y'), deny: plain('n') };
  return [
    ...card.map((one) => [one]),
    [{ type: 'header', text: plain(x(150)) }],
    [{ type: 'header', text: plain(x(151)) }],
    [{ type: 'header', text: md('x') }],
    [{ type: 'header', text: plain('') }],
    [{ type: 'header' }],
    [{ type: 'header', text: plain('x'), colour: 'red' }],
    [{ type: 'section', text: md(x(3000)) }],
    [{ type: 'section', text: md(x(3001)) }],
    [{ type: 'section' }],
    [{ type: 'section', text: 'x' }],
    [{ type: 'section', text: { type: 'html', text: 'x' } }],
    [{ type: 'section', fields: Array.from({ length: 10 }, () => md(x(2000))) }],
    [{ type: 'section', fields: Array.from({ length: 11 }, () => md('x')) }],
    [{ type: 'section', fields: [md(x(2001))] }],
    [{ type: 'section', fields: [] }],
    [{ type: 'section', text: md('x'), accessory: button() }],
    [
      {
        type: 'section',
        text: md('x'),
        accessory: { type: 'image', image_url: 'https://a.example/x.png', alt_text: 'x' },
      },
    ],
    [{ type: 'section', text: md('x'), accessory: { type: 'image', image_url: 'https://a.example/x.png' } }],
    [{ type: 'section', text: md('x'), accessory: { type: 'divider' } }],
    [{ type: 'section', text: md('x'), block_id: x(255) }],
    [{ type: 'section', text: md('x'), block_id: x(256) }],
    [{ type: 'context', elements: Array.from({ length: 10 }, () => md('x')) }],
    [{ type: 'context', elements: Array.from({ length: 11 }, () => md('x')) }],
    [{ type: 'context', elements: [button()] }],
    [{ type: 'context', elements: [] }],
    [elements(button({ value: x(2000), style: 'danger', confirm }))],
    [elements(button({ value: x(2001) }))],
    [elements(button({ value: '' }))],
    [elements(button({ style: 'warning' }))],
    [elements(button({ text: plain(x(75)) }))],
    [elements(button({ text: plain(x(76)) }))],
    [elements(button({ text: md('x') }))],
    [elements(button({ url: `https://a.example/${x(3000)}` }))],
    [elements(button({ confirm: { ...confirm, title: plain(x(101)) } }))],
    [elements(button({ confirm: { ...confirm, deny: undefined } }))].slice(1),
    [elements(...Array.from({ length: 25 }, (_, index) => button({ action_id: `a${index}` })))],
    [elements(...Array.from({ length: 26 }, (_, index) => button({ action_id: `a${index}` })))],
    [elements({ type: 'static_select', action_id: 's', options: [option], placeholder: plain(x(150)) })],
    [elements({ type: 'static_select', action_id: 's', options: [option], placeholder: plain(x(151)) })],
    [elements({ type: 'static_select', action_id: 's' })],
    [
      elements({
        type: 'static_select',
        action_id: 's',
        options: [option],
        option_groups: [{ label: plain('x'), options: [option] }],
      }),
    ],
    [elements({ type: 'overflow', action_id: 'o', options: Array.from({ length: 5 }, () => option) })],
    [elements({ type: 'overflow', action_id: 'o', options: Array.from({ length: 6 }, () => option) })],
    [
      elements(
        { type: 'users_select', action_id: 'u' },
        { type: 'conversations_select', action_id: 'c' },
        { type: 'datepicker', action_id: 'd' },
      ),
    ],
    [
      elements(
        { type: 'radio_buttons', action_id: 'r', options: [option] },
        { type: 'checkboxes', action_id: 'k', options: [option] },
      ),
    ],
    [elements({ type: 'plain_text_input', action_id: 'p' })],
    [elements()],
    [{ type: 'image', image_url: 'https://a.example/x.png', alt_text: 'x', title: plain('x') }],
    [{ type: 'image', alt_text: 'x' }],
    [{ type: 'input', label: plain('Why'), element: { type: 'plain_text_input', action_id: 'p', multiline: true } }],
    [{ type: 'input', label: md('Why'), element: { type: 'plain_text_input' } }],
    [{ type: 'input', label: plain('Why'), element: button() }],
    [{ type: 'divider' }],
    [{ type: 'divider', text: plain('x') }],
    [{ type: 'marquee' }],
    ['section'],
    [null],
  ].filter((one) => one.length > 0);
}
