import { letter, story } from './story.ts';
import type { Story } from './story.ts';

/** The weekend of 21 and 22 November, when nobody is there to answer. */
export const closedOfficeStories: readonly Story[] = [
  story({
    id: 'saturday-leak',
    arrives: 'Sat 21 Nov 11:30',
    from: { name: 'Keeley Marchant', email: 'keeley.marchant@mail.example' },
    subject: 'washing machine all over the floor',
    text: letter(
      'Your fitters put the washing machine in at nine this morning and were gone by twenty past. First wash: water right across the kitchen and under the laminate. The hose wasn’t even tightened, I could turn it with two fingers.',
      'I rang and you’re shut till Monday. Brilliant. So I’ve got a baby, no machine, a wet floor that’s starting to lift, and no one to talk to. I want the floor paid for and I want someone competent to put it in properly.',
    ),
    channel: 'web',
    priority: 'high',
    expect: 'yes',
    steps: [
      { on: 'Mon 23 Nov 09:01', do: 'press', by: 'ingrid', action: 'acknowledge' },
      {
        on: 'Mon 23 Nov 09:08',
        do: 'reply',
        by: 'callum',
        text: letter(
          'Ms Marchant, I am sorry that you had to mop on your own for two days; we should have had somebody at the telephone. A plumber is free at noon today and I have given him your address. Say the word if noon is wrong.',
          'Please leave the floor as it is and take photographs. Our insurer’s man, Mr Rees, can look at it tomorrow, and we will pay for what the water spoiled.',
        ),
        status: 'pending',
      },
      { on: 'Mon 23 Nov 09:40', do: 'customer', text: 'Noon is good. Photos attached. There are a lot.' },
      {
        on: 'Wed 25 Nov 14:15',
        do: 'reply',
        by: 'callum',
        text: 'Mr Rees agrees with your photographs: a new floor, £640 by transfer, or our own men to lay it, as you prefer. And from this week a person answers on Saturdays. That is your doing.',
        status: 'solved',
      },
    ],
  }),
  story({
    id: 'local-paper',
    arrives: 'Sun 22 Nov 20:15',
    from: { name: 'Geoff Tranter', email: 'geoff.tranter@allotment.example' },
    subject: 'Fernhill Home and the Bugle',
    text: letter(
      'I chair an allotment society and I am owed forty garden chairs, paid for in July. The date has been put off five times, each time by a text message the evening before. Last night we held our supper standing up.',
      'My niece writes for the local paper. She is always short of a story for Thursdays. I would sooner have the chairs.',
      'Geoff Tranter',
    ),
    channel: 'email',
    expect: 'yes',
    steps: [
      { on: 'Mon 23 Nov 09:24', do: 'press', by: 'dev', action: 'escalate' },
      {
        on: 'Mon 23 Nov 09:33',
        do: 'reply',
        by: 'tom',
        text: 'Dear Mr Tranter, five times is four too many. I am finding out where the chairs are and will ring you before noon, whether I have found them or not. Tom Ashworth',
        status: 'open',
      },
      {
        on: 'Mon 23 Nov 14:45',
        do: 'reply',
        by: 'tom',
        text: 'As I said on the telephone: the maker in Gdynia can ship thirty on Friday and no more this year, so the other ten are from our showroom, the better model, at no extra charge. All forty stand at your gate on Wednesday the 2nd. We have refunded the deposit as an apology.',
        status: 'pending',
      },
      {
        on: 'Mon 23 Nov 19:10',
        do: 'customer',
        text: 'Who gets the ten better ones will split the committee, but that is my problem. Wednesday.',
      },
      {
        on: 'Wed 2 Dec 15:00',
        do: 'reply',
        by: 'tom',
        text: 'Forty counted at your gate. I have seen Thursday’s Bugle and thank your niece for the marrows instead.',
        status: 'solved',
      },
    ],
  }),
];
