import type { Role, TicketStatus } from '#core/ticket.ts';
import type { AlertKind } from '#core/effect/effect.ts';

/** A step of the demonstration: at its hour after the start, something happens to a ticket. */
export interface Step {
  readonly hour: number;
  readonly ticket: string;
  readonly opens?: { readonly name: string; readonly email: string; readonly subject: string; readonly via: string };
  readonly says?: { readonly author: string; readonly role: Role; readonly public: boolean; readonly text: string };
  readonly status?: TicketStatus;
  readonly tags?: readonly string[];
  readonly fields?: Readonly<Record<string, string>>;
  readonly alert?: { readonly channel: string; readonly kind: AlertKind; readonly headline: string };
}

type Said = NonNullable<Step['says']>;
const agent = (text: string): Said => ({ author: 'Priya Nair', role: 'agent', public: true, text });
const note = (text: string): Said => ({ author: 'Recourse', role: 'automatic', public: false, text });

/** A small company's first two days, as the product would have them: arrivals, recognition, a warning and a breach. */
export const story: readonly Step[] = [
  {
    hour: 0,
    ticket: '1001',
    opens: {
      name: 'Tom Adeyemi',
      email: 'tom.adeyemi@example.com',
      subject: 'Do you ship to Jersey?',
      via: 'Web form',
    },
    says: {
      author: 'Tom Adeyemi',
      role: 'complainant',
      public: true,
      text: 'Hi there, we are moving to St Helier in April and would love the Alder dining table. Do you deliver to the Channel Islands, and roughly what would it cost?\n\nThanks, Tom',
    },
  },
  {
    hour: 0.2,
    ticket: '1002',
    opens: { name: 'Ingrid Soler', email: 'ingrid.soler@example.com', subject: 'Love the new lamps', via: 'Email' },
    says: {
      author: 'Ingrid Soler',
      role: 'complainant',
      public: true,
      text: 'Just wanted to say the Larch floor lamp is gorgeous and your driver could not have been kinder carrying it up three flights. Well done all.',
    },
  },
  {
    hour: 0.5,
    ticket: '1001',
    says: agent(
      'Hello Tom, yes we do. Delivery to Jersey is £85 and takes about ten days. Shall I hold a slot for you?',
    ),
    status: 'pending',
  },
  {
    hour: 0.75,
    ticket: '1003',
    opens: {
      name: 'Margaret Oyelaran',
      email: 'm.oyelaran@example.com',
      subject: 'Third missed delivery — bed for my mother',
      via: 'Email',
    },
    says: {
      author: 'Margaret Oyelaran',
      role: 'complainant',
      public: true,
      text: "This is now the third time your driver has not turned up. I took another unpaid day off work and sat in from 7 until 6. My mother is 84, has just come out of hospital and is sleeping in an armchair because the bed you promised for the 20th has still not arrived.\n\nI have rung four times and nobody calls me back. This is not good enough and I want to make a formal complaint. If I don't have a delivery date I can trust I will go to the Furniture Ombudsman.\n\nMargaret Oyelaran\nOrder FH-20418",
    },
  },
  {
    hour: 0.8,
    ticket: '1003',
    says: note(
      'Recourse recognised this ticket as a complaint.\n\nWhy: "third time your driver has not turned up", "make a formal complaint", "I will go to the Furniture Ombudsman".\nSeverity high: the complainant names a regulator, and may be vulnerable.\nPromised: acknowledge by Tue 3 Mar, 08:45.',
    ),
    status: 'open',
    tags: [
      'recourse_complaint',
      'recourse_open',
      'recourse_severity_high',
      'recourse_vulnerable',
      'recourse_category_delivery',
    ],
    fields: {
      recourse_category: 'delivery',
      recourse_severity: 'high',
      recourse_vulnerability: 'suspected',
      recourse_recognition: '{"v":1,"hash":"9f2c…","pack":"en@1","band":"yes","score":11}',
    },
    alert: { channel: 'complaints', kind: 'card', headline: 'New complaint, high severity' },
  },
  {
    hour: 3,
    ticket: '1004',
    opens: { name: 'Daniel Frost', email: 'daniel.frost@example.com', subject: 'Sofa fabric', via: 'Email' },
    says: {
      author: 'Daniel Frost',
      role: 'complainant',
      public: true,
      text: "I don't like to make a fuss, but the grey we were shown in the shop isn't really the grey that came. My wife is a bit upset. Perhaps someone could let us know what our options are?",
    },
  },
  {
    hour: 3.1,
    ticket: '1004',
    says: note(
      'Recourse thinks this may be a complaint.\n\nWhy: "I don\'t like to make a fuss", "isn\'t really the grey that came".\nPlease say yes or no in the field "Complaint".',
    ),
    tags: ['recourse_possible', 'recourse_open', 'recourse_severity_low'],
    fields: { recourse_severity: 'low' },
  },
  {
    hour: 5,
    ticket: '1005',
    opens: {
      name: 'mailer-daemon',
      email: 'noreply@deals.example.net',
      subject: 'BOOST your store ranking TODAY',
      via: 'Email',
    },
    says: {
      author: 'mailer-daemon',
      role: 'other',
      public: true,
      text: 'Dear sir, we offer best quality backlinks at cheapest rate. Reply YES.',
    },
  },
  {
    hour: 18.75,
    ticket: '1003',
    tags: ['recourse_warned'],
    alert: { channel: 'complaints', kind: 'warning', headline: 'Acknowledgement due in 6 hours' },
  },
  {
    hour: 24.75,
    ticket: '1003',
    tags: ['recourse_breached'],
    alert: {
      channel: 'complaints',
      kind: 'breach',
      headline: 'Acknowledgement overdue: it was promised for Tue 3 Mar, 08:45',
    },
  },
  {
    hour: 28.75,
    ticket: '1003',
    tags: ['recourse_escalated'],
    alert: {
      channel: 'complaints-leads',
      kind: 'level',
      headline: 'Nobody has acknowledged for 4 hours: level 1, Complaints lead',
    },
  },
  {
    hour: 29,
    ticket: '1003',
    says: {
      author: 'Margaret Oyelaran',
      role: 'complainant',
      public: true,
      text: 'Is anybody reading this? <b>Please</b> ring me.',
    },
  },
];
