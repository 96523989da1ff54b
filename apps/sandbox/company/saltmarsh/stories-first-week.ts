import { letter } from '../story.ts';
import type { Story } from '../story.ts';
import { tell } from './tell.ts';

/** From Tuesday 17 to Sunday 22 November. */
export const firstWeekStories: readonly Story[] = [
  tell({
    id: 'please-ring-me',
    arrives: 'Tue 17 Nov 09:20',
    from: { name: 'Harriet Sloane', email: 'harriet.sloane@mail.example' },
    subject: 'I am deaf. Please stop telling me to ring you',
    text: letter(
      'I wrote on the 6th to say that my line drops every evening. The answer was to ring your faults desk. I am deaf. I wrote that in my first line. The second answer was to ring your faults desk.',
      'I am disappointed, and rather tired. Could somebody please read this one to the end and answer me in writing?',
      'Harriet Sloane',
    ),
    channel: 'email',
    expect: 'yes',
    steps: [
      {
        on: 'Tue 17 Nov 10:05',
        do: 'reply',
        by: 'aisha',
        text: letter(
          'Dear Ms Sloane, I have read it to the end, and both of the earlier ones. You asked for one thing and we did the opposite twice. I apologise.',
          'Your account now says in red that we write and never ring. Rory has looked at the evenings: the drops begin when the street lamps do, which tells him where to look. You will have his findings, in writing, by Thursday. Aisha Rahman',
        ),
        status: 'open',
      },
      { on: 'Tue 17 Nov 10:15', do: 'press', by: 'nadia', action: 'take' },
      {
        on: 'Thu 19 Nov 11:00',
        do: 'reply',
        by: 'rory',
        text: 'Ms Sloane, a lamp post with a bad ballast, four metres from your cable. The council changed it last night at our asking. Your evening was clean from dusk to midnight. Would you tell us whether tonight is too? Rory',
        status: 'pending',
      },
      { on: 'Fri 20 Nov 08:50', do: 'customer', text: 'Two clean evenings. Thank you both, and thank the lamp post.' },
      { on: 'Fri 20 Nov 09:30', do: 'status', by: 'aisha', status: 'solved' },
    ],
  }),
  tell({
    id: 'vat-receipt',
    arrives: 'Tue 17 Nov 12:10',
    from: { name: 'Office, Dunes Holiday Park', email: 'office@dunespark.example' },
    subject: 'VAT receipts for the quarter',
    text: 'Hello, could you send us the VAT receipts for August to October, for the four lines at the park? One file if possible. Regards, Lin',
    channel: 'email',
    expect: 'no',
    steps: [
      {
        on: 'Tue 17 Nov 14:30',
        do: 'reply',
        by: 'bronwen',
        text: 'Hello Lin, one file, attached; the next quarter will come of itself on 1 February. Bronwen',
        status: 'solved',
      },
    ],
  }),
  tell({
    id: 'rather-slow',
    arrives: 'Wed 18 Nov 10:15',
    from: { name: 'Canon Peter Whitlow', email: 'peter.whitlow@parish.example' },
    subject: 'Speeds at the rectory',
    text: letter(
      'I hesitate to trouble you. We were promised 200 and we have had 31 since you upgraded us in the summer, on those days when there is anything at all. I did write in August and again in October, and I expect that you have been busy.',
      'I should be grateful to know whether we might either have what we pay for, or pay for what we have.',
      'With good wishes, Peter Whitlow',
    ),
    channel: 'email',
    expect: 'yes',
    steps: [
      {
        on: 'Thu 19 Nov 15:45',
        do: 'reply',
        by: 'rory',
        text: letter(
          'Dear Canon Whitlow, you have been patient, and we have not earned it. Neither of your letters was answered; both lie in a queue that nobody reads since August. I apologise for it.',
          'Your line was never moved to the new cabinet. That takes a visit of half an hour, which can be tomorrow at two. You will be paid back the difference for every day since 3 July, about £96.',
        ),
        status: 'pending',
      },
      { on: 'Thu 19 Nov 17:20', do: 'customer', text: 'Tomorrow at two will be splendid. I shall have the kettle on.' },
      {
        on: 'Fri 20 Nov 15:10',
        do: 'reply',
        by: 'rory',
        text: '214 on the study table, 198 in the vestry. £96.40 is on its way. The queue that nobody read has been read: you were one of four.',
        status: 'solved',
      },
      {
        on: 'Sat 21 Nov 10:05',
        do: 'customer',
        text: 'I am sorry to say that it was 30 again this morning. I had told the parish council about the 214.',
      },
      {
        on: 'Mon 23 Nov 09:30',
        do: 'reply',
        by: 'rory',
        text: 'Canon Whitlow, then I was too quick to call it done. The cabinet put your line back by itself on Friday night. It has been told not to, and I am watching it through the week before I say anything more to the parish council.',
        status: 'open',
      },
      {
        on: 'Fri 27 Nov 11:00',
        do: 'reply',
        by: 'rory',
        text: 'Five days, never below 196. I think you may tell them now. Another £10 for the weekend.',
        status: 'solved',
      },
    ],
  }),
  tell({
    id: 'two-engineers-and-a-cat',
    arrives: 'Wed 18 Nov 16:35',
    from: { name: 'Shirin Daftari', email: 'shirin.daftari@mail.example' },
    subject: 'Thank you to your engineer',
    text: 'The engineer who came this morning found our cat in the loft, where she had been since Sunday, and then mended the line as well. We are delighted with both. Her name is Siân. The engineer’s.',
    channel: 'web',
    expect: 'no',
    steps: [
      {
        on: 'Wed 18 Nov 17:10',
        do: 'reply',
        by: 'aisha',
        text: 'Passed on to Siân, who says that the cat was the easier of the two. Thank you for writing.',
        status: 'solved',
      },
    ],
  }),
  tell({
    id: 'somebody-elses-bill',
    arrives: 'Thu 19 Nov 08:45',
    from: { name: 'Euan Strachan', email: 'euan.strachan@mail.example' },
    subject: 'I can see a stranger’s bills',
    text: letter(
      'When I log in I see the bills, the address and half the bank details of a Mrs L. Okonjo in Cromer. I am not Mrs Okonjo. I have logged out, but I would like to know who is looking at mine.',
      'This is a data breach and I shall report it to the regulator unless somebody explains it today.',
      'Euan Strachan',
    ),
    channel: 'web',
    priority: 'high',
    expect: 'yes',
    steps: [
      { on: 'Thu 19 Nov 08:58', do: 'press', by: 'alan', action: 'take' },
      {
        on: 'Thu 19 Nov 09:20',
        do: 'reply',
        by: 'bronwen',
        text: letter(
          'Mr Strachan, thank you for logging out and for telling us. The page has been switched off since nine o’clock. Nobody has looked at yours: the log shows who opened what, and I have read all of it.',
          'Mrs Okonjo is being told now. Our data officer will write to you before five with what happened and where you can take it if you are not content.',
        ),
        status: 'open',
      },
      {
        on: 'Thu 19 Nov 16:40',
        do: 'reply',
        by: 'bronwen',
        text: 'The report is attached: two accounts were joined when a phone number was typed wrong in 2023; there were three such pairs, and all are parted. We have reported it ourselves. The page is back, with a lock it should always have had.',
        status: 'pending',
      },
      {
        on: 'Fri 20 Nov 18:30',
        do: 'customer',
        text: 'That is a proper answer. I have nothing to add to your report.',
      },
      { on: 'Sat 21 Nov 09:30', do: 'status', by: 'bronwen', status: 'solved' },
    ],
  }),
  tell({
    id: 'mother-has-died',
    arrives: 'Thu 19 Nov 14:20',
    from: { name: 'Robert Ainsley', email: 'robert.ainsley@mail.example' },
    subject: 'Letters to my late mother',
    text: letter(
      'My mother, Joan Ainsley, died on 2 October. I told you so on the 8th and sent the certificate. Since then you have sent her three reminders for £27.50, the last of which begins “We are sorry to see you struggling”.',
      'I should like the letters to stop. I find it upsetting to open them, and I am the one who opens them.',
      'Robert Ainsley',
    ),
    channel: 'email',
    expect: 'yes',
    steps: [
      {
        on: 'Fri 20 Nov 11:40',
        do: 'reply',
        by: 'bronwen',
        text: letter(
          'Dear Mr Ainsley, I am sorry for your loss, and ashamed of those letters. Nothing is owed. The account was closed today as of 2 October, the certificate is on it, and no more will come; I have taken the one that was due on Monday out of the tray myself.',
          'You need do nothing further. Should anything reach you all the same, send it to me and not to the address on it. Bronwen Pryce',
        ),
        status: 'solved',
      },
    ],
  }),
  tell({
    id: 'undeliverable',
    arrives: 'Fri 20 Nov 06:15',
    from: { name: 'Mail delivery', email: 'daemon@nowhere.example' },
    subject: 'Delivery has failed: Planned work in your area',
    text: 'This is an automatically generated message. Delivery to the following recipient has failed permanently: k.barton@nowhere.example. No such mailbox.',
    channel: 'email',
    expect: 'no',
    steps: [{ on: 'Fri 20 Nov 08:03', do: 'delete', by: 'aisha' }],
  }),
  tell({
    id: 'dug-up-drive',
    arrives: 'Fri 20 Nov 15:30',
    from: { name: 'Lorna Beckwith', email: 'lorna.beckwith@mail.example' },
    subject: 'My drive',
    text: letter(
      'On 28 October your contractors dug a trench across my drive, laid the cable and went. They said that somebody would be along to make it good within a week. It is now three weeks and there is a hole that I have to lay a plank over to get the car out.',
      'I have rung twice and nobody has called me back. This is not good enough. If it is not filled by Friday the 27th I shall have it done and send the bill to the county court with your name on it.',
      'Lorna Beckwith',
    ),
    channel: 'email',
    expect: 'yes',
    steps: [
      { on: 'Mon 23 Nov 14:50', do: 'press', by: 'nadia', action: 'escalate' },
      {
        on: 'Mon 23 Nov 16:20',
        do: 'reply',
        by: 'kit',
        text: letter(
          'Ms Beckwith, I have no excuse to offer for three weeks of a plank. Our contractor had marked the job as done. They are with you on Wednesday at eight, with tarmac of the same colour, and I am coming along to see it.',
          'If you would sooner have your own man do it, tell me his price and we pay it. Kit Sandhu',
        ),
        status: 'pending',
      },
      { on: 'Mon 23 Nov 18:45', do: 'customer', text: 'Wednesday at eight. I will keep the plank, in case.' },
      {
        on: 'Wed 25 Nov 12:30',
        do: 'reply',
        by: 'kit',
        text: 'Filled, rolled, and driven over by me. £150 for the calls that nobody made. The plank is yours to burn.',
        status: 'solved',
      },
    ],
  }),
];
