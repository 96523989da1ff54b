import { describe, expect, test } from 'vitest';
import { contentsOf, replyKind } from '#core/complaint/reply-kind.ts';

describe('an agent’s reply', () => {
  test.each([
    ['ack', 'We have received your complaint and will be in touch.'],
    ['ack', 'I am looking into this and will get back to you this afternoon.'],
    ['ack', 'Thank you for the photos you have sent. We are looking into it.'],
    ['ack', "We see that you've now cancelled the order, and will get back to you."],
    ['holding', 'Once you have sent the form we expect to reply by Friday.'],
    ['ack', 'We have received your complaint about your credit card.'],
    ['ack', 'We apologise for any inconvenience, and will get back to you.'],
    ['ack', 'I have sent your complaint to the workshop.'],
    ['substantive', 'We apologise: the driver rang the wrong bell.'],
    ['infoRequest', 'Could you please send us a photo of the leg?'],
    ['holding', 'We are still waiting for the courier and need a little more time.'],
    ['holding', 'We are still investigating because the workshop is closed until Monday.'],
    ['holding', 'It is taking longer than we hoped. The reason is that the part comes from Gdynia.'],
    ['holding', 'We are not yet able to say whether a refund is due, and expect to reply by 20 November.'],
    ['holding', 'We hope to have an answer by Friday. We apologise for the delay.'],
    ['substantive', 'Thank you for the photos you have sent. We have sent a new leg, and will be in touch.'],
    ['substantive', 'We have refunded the £40. We are still investigating the rest.'],
    ['substantive', 'A voucher has been issued because the first one ran out. We are still looking into the cause.'],
    ['substantive', 'It happened because a printer jammed.'],
    ['substantive', 'We uphold your complaint. We are still waiting for the surveyor to name the sum.'],
    ['decision', 'This is our final response. We do not uphold your complaint.'],
    ['summaryResolution', 'We consider your complaint resolved. You may refer it to the Financial Ombudsman Service.'],
    ['substantive', 'We consider your complaint resolved.'],
    ['substantive', 'Wir haben Ihre Beschwerde geprüft und Ihnen den Betrag erstattet.'],
  ])('is %s when it says: %s', (kind, text) => {
    expect(replyKind(text)).toBe(kind);
  });

  const phrases: readonly (readonly [string, string, string])[] = [
    [
      'substantive',
      'We have %s it. We are still waiting for the rest.',
      'refunded replaced compensated credited repaired arranged booked issued sent cancelled corrected fixed upheld rejected decided',
    ],
    ['substantive', 'The %s was made. We need more time.', 'refund replacement credit voucher compensation'],
    ['substantive', 'Our %s is below. It is taking longer than usual.', 'decision outcome finding'],
    [
      'substantive',
      'We will be in touch about the %s.',
      'refund replacing compensation apology collection repair credit voucher reason outcome decision',
    ],
    ['holding', 'We %s to reply soon.', 'expect aim hope'],
    ['ack', 'Your message has been seen; we have %s it.', 'received logged recorded passed'],
    ['infoRequest', 'Could you %s us that?', 'send tell ask share'],
    ['decision', 'This is our final %s.', 'response decision'],
    ['summaryResolution', 'We consider it %s. You can take it to the adjudicator.', 'resolved settled closed'],
  ];

  test.each(phrases)('is %s whichever of its phrases it uses: %s', (kind, frame, words) => {
    for (const word of words.split(' ')) {
      for (const text of [frame.replace('%s', word), frame.replace('%s', word).toUpperCase()]) {
        expect(replyKind(text), text).toBe(kind);
      }
    }
  });

  test('that says a great deal is read in no time', () => {
    const long = 'We are still, because of the courier, refer your case to somebody, '.repeat(2_000);
    const before = process.cpuUsage();
    replyKind(long);
    contentsOf(long);
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(200);
  });

  test('contains what a regulator asks for only where it says so', () => {
    expect(
      contentsOf('You can refer this to the Financial Ombudsman within six months, because we could not agree.'),
    ).toEqual(['ombudsmanName', 'referralRight', 'referralWindow', 'reasons']);
    expect(contentsOf('We will write again by Friday with your refund.')).toEqual(['remedy', 'expectedDate']);
    expect(contentsOf('Hello.')).toEqual([]);
  });
});
