import { letter } from '../story.ts';
import type { Story } from '../story.ts';
import { tell } from './tell.ts';

/** From Saturday 21 to Friday 27 November. */
export const secondWeekStories: readonly Story[] = [
  tell({
    id: 'storm-question',
    arrives: 'Sat 21 Nov 21:30',
    from: { name: 'Beatrix Moon', email: 'beatrix.moon@mail.example' },
    subject: 'Will the line stay up in the storm?',
    text: 'Hello, they say that the power may go tonight. Does the broadband phone work without power, and for how long does the little battery last? Thanks, Beatrix',
    channel: 'web',
    expect: 'no',
    steps: [
      {
        on: 'Mon 23 Nov 08:30',
        do: 'reply',
        by: 'aisha',
        text: 'Hello Beatrix, this reaches you after the storm, which is no use, so for the next one: with the battery about an hour, without it not at all. A mobile is the safer lamp. If you have no signal at home we give you a larger battery free of charge. Aisha',
        status: 'solved',
      },
    ],
  }),
  tell({
    id: 'promised-credit',
    arrives: 'Mon 23 Nov 09:45',
    from: { name: 'Desmond Appleyard', email: 'd.appleyard@mail.example' },
    subject: 'Where is my compensation',
    text: letter(
      'In September you left us without a line for nine days. In October somebody called Aisha promised £87.84 on the next bill. It was not on that bill. It is not on this one. I have chased twice.',
      'Please do not tell me that it is being processed. Nine days were processed quicker.',
      'D. Appleyard',
    ),
    channel: 'email',
    expect: 'yes',
    steps: [
      { on: 'Mon 23 Nov 11:00', do: 'priority', by: 'bronwen', priority: 'normal' },
      {
        on: 'Tue 24 Nov 14:20',
        do: 'reply',
        by: 'bronwen',
        text: 'Mr Appleyard, it was entered against the account of your neighbour, who had not noticed either. £87.84 was paid to your bank at two o’clock today, with £25 for the chasing. I am sorry that it took three letters. Bronwen',
        status: 'pending',
      },
      { on: 'Wed 25 Nov 09:05', do: 'customer', text: 'Arrived. I have told my neighbour not to spend it.' },
      { on: 'Wed 25 Nov 09:40', do: 'status', by: 'bronwen', status: 'solved' },
    ],
  }),
  tell({
    id: 'deadlock',
    arrives: 'Mon 23 Nov 13:30',
    from: { name: 'Dr Miriam Feld', email: 'm.feld@surgery.example' },
    subject: 'Complaint unresolved: please issue a deadlock letter',
    text: letter(
      'My complaint of 1 October about the installation at our surgery is not resolved. I was given a reference, two apologies and no date. I now ask for a deadlock letter so that I can take it to the ombudsman.',
      'Should you prefer to install the line that we ordered in June, I would still take that instead.',
      'Dr Miriam Feld',
    ),
    channel: 'email',
    expect: 'yes',
    steps: [
      { on: 'Mon 23 Nov 13:45', do: 'priority', by: 'kit', priority: 'high' },
      { on: 'Mon 23 Nov 13:50', do: 'press', by: 'alan', action: 'take' },
      {
        on: 'Mon 23 Nov 17:10',
        do: 'reply',
        by: 'kit',
        text: letter(
          'Dear Dr Feld, I have taken this over from four people. The line hangs on a consent to cross the railway, which was asked for in August and never chased. I chased it today and have it by telephone; the paper comes tomorrow.',
          'You are free to go to the ombudsman now, and the letter that says so is attached. If you will give us until Friday you shall have the line as well. Kit Sandhu',
        ),
        status: 'open',
      },
      {
        on: 'Fri 27 Nov 16:30',
        do: 'reply',
        by: 'kit',
        text: 'The line is live: two reception desks, six rooms, tested with your practice manager. Nothing is charged before January, and £400 is credited for the five months. The letter stays valid should you wish to use it.',
        status: 'pending',
      },
    ],
  }),
  tell({
    id: 'chess-ping',
    arrives: 'Tue 24 Nov 19:50',
    from: { name: 'Viktor Salo', email: 'viktor.salo@mail.example' },
    subject: 'Chat: ping',
    text: 'Evening. Which of your plans has the lowest ping? I play chess online and lost on time again. It may also be my endgame.',
    channel: 'chat',
    expect: 'no',
    steps: [
      {
        on: 'Tue 24 Nov 19:50',
        do: 'automatic',
        text: 'Hi, I’m Sandy! The team is back at 8 tomorrow morning. In the meantime, have you tried switching your router off and on again?',
      },
      {
        on: 'Wed 25 Nov 08:12',
        do: 'reply',
        by: 'aisha',
        text: 'Good morning, they all have the same, about 9 milliseconds. It is the endgame. Aisha',
        status: 'solved',
      },
    ],
  }),
  tell({
    id: 'contract-copy',
    arrives: 'Wed 25 Nov 11:10',
    from: { name: 'Nuala Farrell', email: 'nuala.farrell@mail.example' },
    subject: 'Copy of my contract',
    text: 'Could I please have a copy of my contract as it was when I signed it in 2024? I need it for a mortgage application, of all things.',
    channel: 'web',
    expect: 'no',
    steps: [
      {
        on: 'Wed 25 Nov 13:00',
        do: 'reply',
        by: 'bronwen',
        text: 'Dear Nuala, attached, with the terms of that day. Good luck with the house. Bronwen',
        status: 'solved',
      },
    ],
  }),
  tell({
    id: 'nobody-came-again',
    arrives: 'Thu 26 Nov 13:05',
    from: { name: 'Yolanda Pires', email: 'yolanda.pires@mail.example' },
    subject: 'Nobody came. Again',
    text: letter(
      'Booked for the 12th between eight and one: nobody came. Booked for today between eight and one: it is five past one and nobody has come. I took both mornings off work.',
      'Unbelievable. Cancel the order and refund the set-up fee.',
      'Yolanda Pires',
    ),
    channel: 'web',
    expect: 'yes',
    steps: [
      {
        on: 'Thu 26 Nov 14:10',
        do: 'reply',
        by: 'kit',
        text: 'Ms Pires, both mornings went to a Ms Peres in another village, who was surprised but let us in. I am so sorry. The fee of £45 is refunded and £60 for the two mornings is with it. The order is cancelled as you ask; if you change your mind I will come myself, on an evening that suits you. Kit',
        status: 'pending',
      },
      { on: 'Fri 27 Nov 12:40', do: 'customer', text: 'Hm. Tuesday evening, then. After six. Pires with an I.' },
      {
        on: 'Fri 27 Nov 13:15',
        do: 'reply',
        by: 'kit',
        text: 'Tuesday, half past six, Pires with an I. No fee. Kit',
        status: 'hold',
      },
    ],
  }),
];
