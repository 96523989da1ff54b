import type { LedgerLine, SandboxComment } from '#apps/sandbox/model.ts';

/** The company that the demonstration tells of, with Zendesk. */
export const fernhill = {
  account: 'fernhill',
  platform: 'zendesk',
  name: 'Fernhill Home',
  about: 'furniture shop',
  zone: 'Europe/London',
  you: { agent: 'Priya Nair', supervisor: 'Dana Whitlock' },
};

/** The second company, with Freshdesk. */
export const saltmarsh = {
  account: 'saltmarsh',
  platform: 'freshdesk',
  name: 'Saltmarsh Broadband',
  about: 'internet provider',
  zone: 'Europe/London',
  you: { agent: 'Aisha Rahman', supervisor: 'Nadia Okafor' },
};

/** What was written to the second company before the demonstration begins. */
export const freshdeskLetters = [
  {
    id: '1',
    from: { name: 'Hamish Orr', email: 'hamish.orr@example.com' },
    subject: 'Fixed IP address?',
    text: 'Do you offer a fixed IP address?',
    tags: [],
  },
  {
    id: '2',
    from: { name: 'Jocelyn Tarr', email: 'jocelyn@example.com' },
    subject: 'Line dead for the third Saturday',
    text: 'I want to make a formal complaint. <i>Third</i> Saturday.',
    tags: ['recourse_complaint', 'recourse_open', 'recourse_severity_medium'],
  },
];

/** Two notes of ours for the ledger alone, and one with words, all of one instant. */
export function ledgerNotes(at: string): readonly Omit<SandboxComment, 'at'>[] {
  const note = { author: 'Recourse', role: 'automatic', public: false } as const;
  const posted: LedgerLine = { kind: 'posted', key: 'complaint:card', channel: 'C0DEMO9', message: '1.000001', at };
  const words = 'This ticket is handled as a complaint.';
  return [
    {
      ...note,
      text: `${words}\n\nrecourse_note {}`,
      own: { words, ledger: [{ kind: 'noted', key: 'recognised', at }] },
    },
    { ...note, text: 'recourse_ledger {}', own: { words: '', ledger: [posted] } },
    { ...note, text: 'recourse_ledger {}', own: { words: '', ledger: [{ ...posted, key: 'acknowledge:warn' }] } },
  ];
}
