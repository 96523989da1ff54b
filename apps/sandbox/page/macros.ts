import type { TicketStatus } from '#core/ticket.ts';

/** A prepared answer, as agents keep them. */
export interface Macro {
  readonly label: string;
  readonly public: boolean;
  readonly status: TicketStatus;
  readonly text: (customer: string, agent: string) => string;
}

/** Answers that let a newcomer try what keeps a promise and what does not. */
const ofTheShop: readonly Macro[] = [
  {
    label: 'Acknowledge',
    public: true,
    status: 'open',
    text: (customer, agent) =>
      `Dear ${customer},\n\nThank you for telling us, and I am sorry. I have your complaint, I am looking into it myself, and you will hear from me by Thursday.\n\n${agent}\nFernhill Home`,
  },
  {
    label: 'Answer in substance',
    public: true,
    status: 'pending',
    text: (customer, agent) =>
      `Dear ${customer},\n\nI have looked into what happened. The mistake was ours: the order left our warehouse without a booked slot, three times. I offer you delivery tomorrow between 9 and 11, and £60 for the lost days. Is that right with you?\n\n${agent}\nFernhill Home`,
  },
  {
    label: 'Resolve',
    public: true,
    status: 'solved',
    text: (customer, agent) =>
      `Dear ${customer},\n\nOur decision: your complaint is upheld. We have delivered, refunded £60, and changed how slots are booked. If you are not content you may go to the Furniture Ombudsman within twelve months.\n\n${agent}\nFernhill Home`,
  },
  {
    label: 'Note to colleagues',
    public: false,
    status: 'open',
    text: () => 'Rang the depot: the slot was never booked. Asking Yusuf to check the last month.',
  },
];

/** The same for an internet provider. */
const ofTheProvider: readonly Macro[] = [
  {
    label: 'Acknowledge',
    public: true,
    status: 'open',
    text: (customer, agent) =>
      `Dear ${customer},\n\nThank you for writing, and I am sorry. Your complaint is with me, I am looking into your line myself, and you will hear from me by tomorrow evening.\n\n${agent}\nSaltmarsh Broadband`,
  },
  {
    label: 'Answer in substance',
    public: true,
    status: 'pending',
    text: (customer, agent) =>
      `Dear ${customer},\n\nI have looked into what happened. The fault was ours: a card in the cabinet of your street fails when it gets warm, and we closed your report without going there. It is being changed today, and £48.80 is credited for the days without a line. Is that right with you?\n\n${agent}\nSaltmarsh Broadband`,
  },
  {
    label: 'Resolve',
    public: true,
    status: 'solved',
    text: (customer, agent) =>
      `Dear ${customer},\n\nOur decision: your complaint is upheld. Your line has been repaired, £48.80 has been paid, and reports from one street are now looked at together. If you are not content you may go to the Communications Ombudsman, free of charge.\n\n${agent}\nSaltmarsh Broadband`,
  },
  {
    label: 'Note to colleagues',
    public: false,
    status: 'open',
    text: () => 'Rang the depot: three more of the same street since Friday. Asking Rory to look at the cabinet.',
  },
];

/** Prepared answers of a company, by its account. */
export function macrosFor(account: string): readonly Macro[] {
  return account === 'saltmarsh' ? ofTheProvider : ofTheShop;
}
