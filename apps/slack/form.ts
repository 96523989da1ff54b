import { severities } from '#core/complaint/vocabulary.ts';
import type { Instant } from '#core/time.ts';
import type { Presser } from '#apps/runtime/press.ts';
import { answerWithinMs } from '#integrations/slack/limits.ts';
import { IntegrationError, PayloadError } from '#integrations/errors.ts';
import { formBlock, reasonBlock } from '#integrations/slack/forms.ts';
import { firstInput, normaliseForm, type SubmittedForm } from '#integrations/slack/normalise.ts';
import type { FindPerson } from './people.ts';
import {
  createAnswer,
  createMemory,
  guestsMayNot,
  sayFailure,
  sayOutcome,
  type PressOutcome,
  type PressParts,
  type SlackPress,
} from './press.ts';
import { within } from './within.ts';

/** What Slack does with the form: it closes, or stays with this said beside the field, so that no typed word is lost. */
export type FormAnswer = { readonly block: string; readonly say: string } | undefined;

/** Takes a form of ours that was sent, and says what Slack does with it. */
export type TakeForm = (payload: unknown) => Promise<FormAnswer>;

const unknownForm = 'This form does not work any more. Please open the ticket instead.';

/**
 * Takes a `view_submission` of one of our forms and sees it through. Never rejects; a submission told twice is carried
 * out once. What takes longer than Slack waits is carried out all the same. What it came to shows in the modal on which
 * the form lies, or is told to the person where the form came from.
 */
export function createTakeForm(parts: PressParts): TakeForm {
  const { findPerson, time, onPress, report, details } = parts;
  const memory = createMemory(time);
  const answer = createAnswer(parts);
  const show = async (form: SubmittedForm, outcome: PressOutcome): Promise<void> => {
    const words = sayOutcome(outcome) ?? 'Done.';
    const { view } = form;
    if (view === undefined || !(await details.refresh({ ...form, view }, words))) await answer(form, words);
  };

  const carryOut = async (form: SubmittedForm): Promise<PressOutcome> => {
    try {
      const by = await findPerson(form.user, form.shownName);
      if (by.isGuest) return { outcome: 'refused', say: guestsMayNot };
      const press = await pressOf(form, { by, findPerson, at: time.wall() });
      return press === undefined ? { outcome: 'refused', say: unknownForm } : await onPress(press);
    } catch (error) {
      memory.forget(form.id);
      report(error instanceof IntegrationError ? error.code : 'SLACK_FORM_FAILED');
      return { outcome: 'refused', say: sayFailure(error) };
    }
  };

  return async (payload) => {
    let form: SubmittedForm;
    try {
      form = normaliseForm(payload);
    } catch (error) {
      report(error instanceof PayloadError ? error.code : 'SLACK_FORM_FAILED');
      return { block: firstInput(payload) ?? formBlock, say: unknownForm };
    }
    if (!memory.isFirst(form.id)) return undefined;
    const work = carryOut(form);
    const isInTime = await within(time, answerWithinMs, work);
    if (!isInTime) {
      // The form is closed by then, refused or not: where it came to nothing, they get their words back.
      void time.task(async () => await show(form, withWords(await work, form)));
      return undefined;
    }
    const outcome = await work;
    if (outcome.outcome !== 'refused') {
      // Where the complaint is looked up anew for it, Slack does not wait.
      if (form.view === undefined) await show(form, outcome);
      else void time.task(async () => await show(form, outcome));
      return undefined;
    }
    // Whoever sends the form again has not done so before.
    memory.forget(form.id);
    return { block: form.kind === 'reject' ? reasonBlock : formBlock, say: sayOutcome(outcome) ?? unknownForm };
  };
}

async function pressOf(
  form: SubmittedForm,
  { by, at, findPerson }: { readonly by: Presser; readonly at: Instant; readonly findPerson: FindPerson },
): Promise<SlackPress | undefined> {
  const { ticket, channel, message = form.view ?? '', thread, choice, reason } = form;
  const where = { ticket, by, at, channel, message, thread, mark: undefined };
  switch (form.kind) {
    case 'assign':
      return choice === '' ? undefined : { ...where, action: 'assign', to: await findPerson(choice, choice) };
    case 'severity': {
      const severity = severities.find((one) => one === choice);
      return severity === undefined ? undefined : { ...where, action: 'severity', severity, reason };
    }
    case 'reject':
      return reason === '' ? undefined : { ...where, action: 'reject', reason };
  }
}

function withWords(outcome: PressOutcome, { reason }: SubmittedForm): PressOutcome {
  if (outcome.outcome !== 'refused' || reason === '') return outcome;
  return { ...outcome, say: `${sayOutcome(outcome) ?? unknownForm} You wrote: “${reason}”` };
}
