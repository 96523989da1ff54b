import { judgeWords, type WordPolicy } from '#core/complaint/judge-words.ts';
import type { TaughtTicket } from '#core/complaint/model-learn.ts';
import { inOrder } from '#core/complaint/order.ts';
import { readFields } from '#core/complaint/read-fields.ts';
import { complainantSaid } from '#core/complaint/read-recognition.ts';
import { refText, type TicketRecord } from '#core/ticket.ts';
import { PayloadError } from '#integrations/errors.ts';
import type { TaughtReader } from './learn.ts';
import { normaliserOf } from './normalise.ts';
import type { PrefixedWords } from './word-policy.ts';

/**
 * What raw tickets of a platform teach: those of which a person said in our field whether they are complaints.
 *
 * @throws {UseError} a platform that is not known
 */
export function taughtByTicket(platform: string, policy: PrefixedWords): TaughtReader {
  const { normalise } = normaliserOf(platform);
  return (value) => {
    try {
      const record = normalise(value, policy);
      return { id: refText(record.ref), taught: taughtBy(record, policy) };
    } catch (cause) {
      if (cause instanceof PayloadError) return { path: cause.path, message: cause.code };
      throw cause;
    }
  };
}

/** What a ticket teaches; nothing where no person has decided, or the complainant has written nothing. */
export function taughtBy(record: TicketRecord, policy: WordPolicy): TaughtTicket | undefined {
  const { isComplaint } = readFields(record.fields).decided;
  const messages = complainantSaid(inOrder(record)).map(({ text }) => text);
  if (isComplaint === undefined || messages.length === 0) return undefined;
  const text = { subject: record.subject, messages };
  return { text, isComplaint, byCues: judgeWords(text, policy) };
}
