import { refText } from '#core/ticket.ts';
import { reviewTicket } from '#core/report/review.ts';
import { recognitionText } from '#core/complaint/own-words.ts';
import { inOrder } from '#core/complaint/order.ts';
import { complainantSaid } from '#core/complaint/read-recognition.ts';
import { createTrial, type TriedTicket } from '#core/report/trial.ts';
import type { Policy } from '#core/policy/policy.ts';
import { PayloadError } from '#integrations/errors.ts';
import { loadPolicy } from '../runtime/settings.ts';
import { isBlank, parseLine } from './answer-lines.ts';
import { linesOf, maxLineBytes } from './json-lines.ts';
import { normaliserOf } from './normalise.ts';
import { recogniseLine } from './recognise.ts';
import { identityOf, readTextLine, textLineCode, type LineFault } from './text-line.ts';
import { trialText } from './trial-text.ts';
import { inLanguages } from './word-policy.ts';

export interface TryQuestion {
  /** The policy that is thought of. */
  readonly try: string;
  /** The policy in force. */
  readonly against: string;
  /** Whose raw tickets the lines are; lines of `{"id","text"}` where it is left out. */
  readonly platform: string | undefined;
  readonly json: boolean;
}

/** What is printed, and the exit code: 1 where a line could not be read. */
export interface TryResult {
  readonly text: string;
  readonly exitCode: 0 | 1;
}

/** A line that was passed over. */
export interface PassedOver extends LineFault {
  readonly line: number;
  readonly code: string;
}

const mostPassedOver = 20;

/**
 * `recourse recognise --try POLICY --against OTHER`: what another policy would make of past tickets: how many would be
 * judged otherwise and how, with examples, and where people have said what tickets are, which policy is right more often.
 * Nothing is changed. Tickets are read one by one, and each counts once, by its last state; of the words only a few
 * examples are held.
 *
 * @throws {UseError} a platform that is not known
 * @throws {ConfigError} a policy that cannot be used
 */
export async function runTry(question: TryQuestion, input: AsyncIterable<Uint8Array>): Promise<TryResult> {
  const policies = { old: await loadPolicy(question.against), new: await loadPolicy(question.try) };
  const read = question.platform === undefined ? readerOfTexts(policies) : readerOfTickets(question.platform, policies);
  const trial = createTrial();
  const passedOver: PassedOver[] = [];
  let [number, faulty] = [0, 0];
  for await (const line of linesOf(input, maxLineBytes)) {
    number += 1;
    if (line !== undefined && isBlank(line)) continue;
    const parsed = parseLine(line);
    const found = 'message' in parsed ? fault(textLineCode, '', parsed.message) : read(parsed.value);
    if (found === undefined) continue;
    if ('code' in found) {
      faulty += 1;
      if (passedOver.length < mostPassedOver) passedOver.push({ line: number, ...found });
    } else trial.add(found);
  }
  const versions = { old: policies.old.version, new: policies.new.version };
  const result = { versions, ...trial.result(), faulty, passedOver };
  const text = question.json ? `${JSON.stringify(result, undefined, 2)}\n` : trialText(result);
  return { text, exitCode: faulty > 0 ? 1 : 0 };
}

interface Policies {
  readonly old: Policy;
  readonly new: Policy;
}

type Fault = LineFault & { readonly code: string };

/** `undefined` for a ticket of which there is nothing to judge. */
type Reader = (value: unknown) => TriedTicket | Fault | undefined;

function fault(code: string, path: string, message: string): Fault {
  return { code, path, message };
}

function readerOfTexts(policies: Policies): Reader {
  const by = { old: inLanguages(policies.old), new: inLanguages(policies.new) };
  return (value) => {
    const line = readTextLine(value);
    if ('fault' in line) return { code: textLineCode, ...line.fault };
    return {
      id: identityOf(line),
      text: line.text,
      old: recogniseLine(line, by.old),
      new: recogniseLine(line, by.new),
      isComplaint: line.complaint,
    };
  };
}

function readerOfTickets(platform: string, policies: Policies): Reader {
  const { normalise } = normaliserOf(platform);
  return (value) => {
    try {
      const record = normalise(value, { prefix: policies.old.prefix });
      const old = reviewTicket(record, policies.old, { afresh: true });
      const next = reviewTicket(record, policies.new, { afresh: true });
      if (old === undefined || next === undefined) return undefined;
      const messages = complainantSaid(inOrder(record)).map(({ text }) => text);
      return {
        id: refText(record.ref),
        updatedAt: record.updatedAt,
        text: recognitionText({ subject: record.subject, messages }),
        old: old.recognition,
        new: next.recognition,
        isComplaint: old.isComplaint,
        reviews: { old, new: next },
      };
    } catch (cause) {
      if (cause instanceof PayloadError) return fault(cause.code, cause.path, 'is not what the platform documents');
      throw cause;
    }
  };
}
