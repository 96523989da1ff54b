import { letter } from '../story.ts';
import type { Story } from '../story.ts';
import { tell } from './tell.ts';

/** Monday 16 November. */
export const firstDayStories: readonly Story[] = [
  tell({
    id: 'billed-after-leaving',
    arrives: 'Mon 16 Nov 08:22',
    from: { name: 'Dominic Achebe', email: 'dominic.achebe@mail.example' },
    subject: 'STILL being charged, two months after I left you',
    text: letter(
      'I cancelled on 4 September. I sent the router back on the 9th and have the receipt from the post office. You have now taken £34 from my account in October and again this morning, and your web page tells me that I have no account to log into.',
      'So I cannot stop a payment for something that you say does not exist. This is ridiculous. Refund both, today, and tell me in writing that there will not be a third.',
      'Dominic Achebe',
    ),
    channel: 'email',
    expect: 'yes',
    steps: [
      { on: 'Mon 16 Nov 09:10', do: 'priority', by: 'bronwen', priority: 'normal' },
      {
        on: 'Mon 16 Nov 15:10',
        do: 'note',
        by: 'bronwen',
        text: 'Account shut, direct debit not. Need Alan to sign the refund, he is at the depot until four.',
      },
      { on: 'Mon 16 Nov 16:35', do: 'press', by: 'nadia', action: 'acknowledge' },
      {
        on: 'Mon 16 Nov 17:20',
        do: 'reply',
        by: 'bronwen',
        text: letter(
          'Dear Mr Achebe, you are right and we are late in saying so. Your account was closed on 4 September and the direct debit was not, which ought to be one step and is two.',
          '£68 was paid back at five this afternoon, with £20 for your trouble. The debit is cancelled; I saw the bank’s confirmation. There will be no third. Bronwen Pryce',
        ),
        status: 'pending',
      },
      { on: 'Wed 18 Nov 09:15', do: 'customer', text: 'Money is in. You might make it one step.' },
      {
        on: 'Wed 18 Nov 10:00',
        do: 'reply',
        by: 'bronwen',
        text: 'We have: since yesterday closing an account closes its debit, and we found eleven others whom we are now paying back. Thank you for the push.',
        status: 'solved',
      },
    ],
  }),
  tell({
    id: 'sandy-the-bot',
    arrives: 'Mon 16 Nov 09:02',
    from: { name: 'Ines Carvalho', email: 'ines.carvalho@mail.example' },
    subject: 'Chat: no internet since Friday',
    text: 'No internet since Friday evening. I work from home, I have already lost a day. Restarted the router six times before you ask.',
    channel: 'chat',
    expect: 'yes',
    steps: [
      {
        on: 'Mon 16 Nov 09:02',
        do: 'automatic',
        text: 'Hi, I’m Sandy! Let’s get you back online. Have you tried switching your router off and on again?',
      },
      { on: 'Mon 16 Nov 09:03', do: 'customer', text: 'Sandy. SIX times. Is there a person?' },
      {
        on: 'Mon 16 Nov 09:26',
        do: 'reply',
        by: 'rory',
        text: 'There is now. I can see your line: the cabinet at Church Lane lost a card on Friday at 18:40 and yours is one of nine. The card is being changed at noon. I will write when it is in, whatever Sandy says.',
        status: 'open',
      },
      {
        on: 'Mon 16 Nov 12:48',
        do: 'reply',
        by: 'rory',
        text: 'Card changed, your line came up at 12:41. You are owed £9.76 a day for the two full days it was down, which will stand on your next bill without your asking. Is it steady?',
        status: 'pending',
      },
      { on: 'Mon 16 Nov 13:30', do: 'customer', text: 'Steady. Please give Sandy the afternoon off.' },
      { on: 'Tue 17 Nov 09:10', do: 'status', by: 'rory', status: 'solved' },
    ],
  }),
  tell({
    id: 'moving-in-march',
    arrives: 'Mon 16 Nov 10:40',
    from: { name: 'Freya Lindsay', email: 'freya.lindsay@mail.example' },
    subject: 'Moving house in January',
    text: 'Good morning! We are moving to Wells on 15 January. How long before that should I tell you, and can we keep our number? Thanks, Freya',
    channel: 'web',
    expect: 'no',
    steps: [
      {
        on: 'Mon 16 Nov 11:15',
        do: 'reply',
        by: 'kit',
        text: 'Good morning Freya, three weeks is plenty, and the number comes along. If you send me the new address I can look now whether there is a line in the wall. Kit',
        status: 'pending',
      },
      {
        on: 'Tue 17 Nov 18:40',
        do: 'customer',
        text: '14 Quay Street. There is a socket behind the piano if that helps!',
      },
      {
        on: 'Wed 18 Nov 09:05',
        do: 'reply',
        by: 'kit',
        text: 'It does: that socket was ours until 2024. Booked for the 15th, nobody needs to come. Kit',
        status: 'solved',
      },
    ],
  }),
  tell({
    id: 'hot-adapter',
    arrives: 'Mon 16 Nov 13:15',
    from: { name: 'Priscilla Nwosu', email: 'priscilla.nwosu@mail.example' },
    subject: 'The plug of your router is burning hot',
    text: letter(
      'The power adapter of the router you sent last week is too hot to touch and there was a burning smell in the hall this morning. The socket has a brown mark. I have pulled it out.',
      'There are children in this house. Please tell me at once whether these are safe.',
      'Priscilla Nwosu',
    ),
    channel: 'web',
    expect: 'yes',
    steps: [
      { on: 'Mon 16 Nov 13:18', do: 'priority', by: 'rory', priority: 'urgent' },
      {
        on: 'Mon 16 Nov 13:34',
        do: 'reply',
        by: 'rory',
        text: letter(
          'Ms Nwosu, please leave it out of the socket and do not use it again. Another router with a different adapter is on its way by car and will be with you before four; the driver takes the old one with her.',
          'We have stopped sending this adapter out while it is looked at. An electrician will see to your socket tomorrow, at our cost. Is anybody hurt?',
        ),
        status: 'open',
      },
      { on: 'Mon 16 Nov 13:40', do: 'press', by: 'alan', action: 'take' },
      { on: 'Mon 16 Nov 14:05', do: 'customer', text: 'Nobody is hurt. Thank you for being quick about it.' },
      {
        on: 'Fri 20 Nov 14:00',
        do: 'reply',
        by: 'rory',
        text: 'The maker agrees: one batch of 60, a loose pin. All 60 of you have been written to and sent another. Your socket is ours to pay, and so is the decorator.',
        status: 'solved',
      },
    ],
  }),
  tell({
    id: 'mid-contract-rise-chat',
    arrives: 'Mon 16 Nov 15:05',
    from: { name: 'Gordon Pell', email: 'gordon.pell@mail.example' },
    subject: 'Chat: price',
    text: 'Why is my bill going up £4 in the middle of an 18 month contract? The leaflet says FIXED PRICE in letters as big as my hand.',
    channel: 'chat',
    expect: 'possible',
    steps: [
      {
        on: 'Mon 16 Nov 15:20',
        do: 'reply',
        by: 'aisha',
        text: 'Hello Mr Pell, I am looking at your contract and the leaflet side by side and will come back to you tomorrow morning. Aisha',
        status: 'open',
      },
      {
        on: 'Tue 17 Nov 09:40',
        do: 'reply',
        by: 'bronwen',
        text: 'Mr Pell, the leaflet wins: it promised a fixed price and so it is fixed. The rise is taken off your account until May 2028. Bronwen',
        status: 'solved',
      },
    ],
  }),
  tell({
    id: 'mid-contract-rise-mail',
    arrives: 'Mon 16 Nov 15:50',
    from: { name: 'Gordon Pell', email: 'gordon.pell@mail.example' },
    subject: 'Formal complaint: price rise',
    text: letter(
      'Further to the chat: I wish to make a formal complaint about the rise of £4 a month, which your leaflet (attached) rules out. I expect an answer in writing.',
      'G. Pell',
    ),
    channel: 'email',
    expect: 'yes',
    steps: [{ on: 'Mon 16 Nov 16:30', do: 'merge', by: 'aisha', into: 'mid-contract-rise-chat' }],
  }),
];
