import { letter } from '../story.ts';
import type { Story } from '../story.ts';
import { tell } from './tell.ts';

/** What came in on Saturday and Sunday, and waits when the desk opens on Monday at eight. */
export const weekendStories: readonly Story[] = [
  tell({
    id: 'static-address',
    arrives: 'Sat 14 Nov 09:35',
    from: { name: 'Hamish Orr', email: 'hamish.orr@post.example' },
    subject: 'Fixed IP address?',
    text: letter(
      'Hello, do you offer a fixed IP address on the Tide 200 plan, and what does it cost a month? I would like to reach the heating in the village hall from home.',
      'Hamish Orr',
    ),
    channel: 'web',
    expect: 'no',
    steps: [
      {
        on: 'Sat 14 Nov 10:10',
        do: 'reply',
        by: 'kit',
        text: 'Hello Mr Orr, yes: £3 a month, from any day you like, with no new contract. Say the word and it is switched on within the hour. Kit',
        status: 'pending',
      },
      { on: 'Sat 14 Nov 11:02', do: 'customer', text: 'The word. And thank you, the hall is like a fridge.' },
      { on: 'Sat 14 Nov 11:20', do: 'status', by: 'kit', status: 'solved' },
    ],
  }),
  tell({
    id: 'no-line-at-the-shop',
    arrives: 'Sat 14 Nov 11:20',
    from: { name: 'Jocelyn Tarr', email: 'jocelyn@tarrsbakery.example' },
    subject: 'Line dead for the third Saturday running',
    text: letter(
      'For the third Saturday in a row the line at the bakery has gone dead at half past nine and come back on Sunday morning. It takes the card machine with it. Last week I was told that it had been fixed, and the week before I was told the same.',
      'I turned away about £300 of custom this morning. I am fed up with hearing that it works when you test it on a Monday. Of course it works on a Monday. This is the third time that I write. I want somebody to find out what happens on Saturdays, and I want compensation for three of them.',
      'Jocelyn Tarr, Tarr’s Bakery',
    ),
    channel: 'email',
    expect: 'yes',
    steps: [
      { on: 'Mon 16 Nov 08:30', do: 'priority', by: 'rory', priority: 'high' },
      {
        on: 'Mon 16 Nov 13:40',
        do: 'note',
        by: 'rory',
        text: 'Line tests clean, of course. Saturdays at 09:30 is when the sailing club opens next door. Asking who wired their new hoist.',
      },
      { on: 'Mon 16 Nov 14:40', do: 'press', by: 'nadia', action: 'acknowledge' },
      {
        on: 'Mon 16 Nov 16:05',
        do: 'reply',
        by: 'rory',
        text: letter(
          'Ms Tarr, I am sorry that nobody asked the question you ask. I have: the sailing club beside you has had an electric hoist since the 31st, and it starts on Saturdays at half past nine. I am with them on Thursday to see it run.',
          'Until it is settled I am sending you a box that takes the card machine over the mobile network, today, at our cost. What the three Saturdays cost you we will work out together. Rory McBride',
        ),
        status: 'open',
      },
      {
        on: 'Thu 19 Nov 15:30',
        do: 'reply',
        by: 'rory',
        text: 'It was the hoist. The club has had it earthed properly this afternoon and I watched your line through it, eleven times up and down. £740 is on its way to you for the three Saturdays, and the box stays until after the next one. Rory',
        status: 'pending',
      },
      {
        on: 'Sat 21 Nov 12:15',
        do: 'customer',
        text: 'Twelve o’clock on a Saturday and I am writing this from the shop. Sold out of everything.',
      },
      { on: 'Mon 23 Nov 08:20', do: 'status', by: 'rory', status: 'solved' },
    ],
  }),
  tell({
    id: 'traffic-leads',
    arrives: 'Sat 14 Nov 23:48',
    from: { name: 'Premium Lists', email: 'offers@premiumlists.example' },
    subject: 'RE: 40,000 broadband decision makers',
    text: 'Dear business owner, following up on my previous mail. We have a verified list of 40,000 decision makers in your sector, with phone and e-mail, at 60% off until midnight. Reply YES for a free sample.',
    channel: 'email',
    expect: 'no',
    steps: [{ on: 'Mon 16 Nov 08:04', do: 'delete', by: 'aisha' }],
  }),
  tell({
    id: 'router-lights',
    arrives: 'Sun 15 Nov 14:10',
    from: { name: 'Milo Hendry', email: 'milo.hendry@mail.example' },
    subject: 'What does the purple light mean',
    text: 'hi what does it mean when the light on the router is purple. internet is fine. it is just purple. my flatmate says it is sad',
    channel: 'web',
    expect: 'no',
    steps: [
      {
        on: 'Mon 16 Nov 08:41',
        do: 'reply',
        by: 'aisha',
        text: 'Hi Milo, purple means that it has new software and would like to be restarted when nobody needs it. It is not sad, only patient. Aisha',
        status: 'solved',
      },
      {
        on: 'Mon 16 Nov 12:20',
        do: 'customer',
        text: 'restarted. it is green. flatmate says it looks relieved. thanks',
      },
    ],
  }),
  tell({
    id: 'pendant-alarm',
    arrives: 'Sun 15 Nov 17:25',
    from: { name: 'Glenys Havard', email: 'glenys.havard@family.example' },
    subject: 'My mother’s alarm pendant has stopped',
    text: letter(
      'Your man moved my mother’s telephone over to the broadband on Friday. Since then the pendant she wears round her neck does not ring anybody when she presses it. We tried it four times. She is 88 years old, lives alone and fell in September, and it was the pendant that fetched help.',
      'I told the person on the telephone before the change that she has a pendant. I was assured that it would go on working. It does not, and I cannot sleep at her house every night. This is urgent.',
      'Glenys Havard',
    ),
    channel: 'email',
    expect: 'yes',
    steps: [
      { on: 'Mon 16 Nov 08:04', do: 'priority', by: 'rory', priority: 'urgent' },
      {
        on: 'Mon 16 Nov 08:06',
        do: 'note',
        by: 'rory',
        text: 'Rang Ms Havard at five past eight. She is with her mother till nine. Engineer is going NOW with the adapter; nobody is moved over again without the pendant test.',
      },
      { on: 'Mon 16 Nov 08:12', do: 'press', by: 'nadia', action: 'take' },
      {
        on: 'Mon 16 Nov 08:25',
        do: 'reply',
        by: 'rory',
        text: letter(
          'Ms Havard, as I said just now: Siân is on her way with the part that should have been fitted on Friday, and will not leave your mother’s house before the pendant has reached the alarm centre three times. Please stay until she is there.',
          'You told us, and somebody did not write it down. I am sorry. My own number is 01632 960377, at any hour. Rory McBride',
        ),
        status: 'open',
      },
      {
        on: 'Mon 16 Nov 10:50',
        do: 'reply',
        by: 'rory',
        text: 'Done and tested, three times and once more for your mother’s peace of mind. The alarm centre has noted that the line is digital now. I will ring on Wednesday to hear how it goes.',
        status: 'pending',
      },
      {
        on: 'Mon 16 Nov 19:12',
        do: 'customer',
        text: 'She has pressed it twice more to say good night to the lady. I think we can call that tested. Thank you.',
      },
      { on: 'Wed 18 Nov 11:30', do: 'status', by: 'rory', status: 'solved' },
    ],
  }),
  tell({
    id: 'away-message',
    arrives: 'Sun 15 Nov 20:02',
    from: { name: 'Tobias Kemp', email: 'tobias.kemp@surveyors.example' },
    subject: 'Out of office: Your Saltmarsh bill is ready',
    text: 'Thank you for your e-mail. I am away until Monday 23 November and will answer when I am back. For valuations please contact the office.',
    channel: 'email',
    expect: 'no',
    steps: [{ on: 'Mon 16 Nov 08:09', do: 'status', by: 'aisha', status: 'closed' }],
  }),
];
