import type { CuePacks } from '#core/complaint/cue-packs.ts';
import { learnModel, type TaughtTicket } from '#core/complaint/model-learn.ts';
import type { ModelSource } from '#core/complaint/model-source.ts';
import { compileModel, recogniseByModel } from '#core/complaint/model.ts';
import type { Recognition } from '#core/complaint/recognition.ts';
import type { Example } from './recognition-sets.ts';
import type { Judge } from './recognition-tally.ts';

/** Who reads texts by the cues alone. */
export interface Reader {
  readonly packs: CuePacks;
  readonly read: (example: Example) => Recognition;
}

/** The model that texts teach; there have to be enough of them. */
export function modelOf(examples: readonly Example[], { packs, read }: Reader): ModelSource {
  const taught = examples.map((example): TaughtTicket => ({
    text: ticketOf(example),
    isComplaint: example.complaint === true,
    byCues: read(example),
  }));
  const learnt = learnModel(taught, packs, { madeAt: 0, seed: 1 });
  if (!('figures' in learnt)) throw new Error('nothing was learnt');
  return learnt;
}

/** A judge of texts that had no part in the model, by its own thresholds. */
export function judgeBy(source: ModelSource, { packs, read }: Reader): Judge {
  const model = compileModel(source);
  return (example) => recogniseByModel(read(example), ticketOf(example), model, packs).band !== 'no';
}

function ticketOf({ subject, text }: Example): TaughtTicket['text'] {
  return { subject, messages: [text] };
}
