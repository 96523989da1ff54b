import type { Policy } from '../policy/policy.ts';
import type { Circumstances } from './circumstances.ts';
import { judgedById, modelInUse, recogniseByModel } from './model.ts';
import type { ComplainantText } from './own-words.ts';
import { recognise } from './recognise.ts';
import type { Recognition } from './recognition.ts';

/** The parts of a policy by which words are judged. */
export type WordPolicy = Pick<Policy, 'recognition' | 'severity'>;

/**
 * Whether a text is a complaint by a policy: by its cues, and by the customer's own model where that did better. Category,
 * severity and vulnerability are the cues' in either case.
 *
 * @param circumstances what the ticket tells beside its words
 */
export function judgeWords(text: ComplainantText, policy: WordPolicy, circumstances: Circumstances = {}): Recognition {
  const { pack, ...settings } = policy.recognition;
  const byCues = recognise(text, pack, { ...settings, severity: policy.severity }, circumstances);
  const model = modelInUse(settings.model);
  return model === undefined ? byCues : recogniseByModel(byCues, text, model, pack);
}

/** Which cues and which model judge by a policy, as recognitions carry it. */
export function judgedBy({ recognition }: Pick<Policy, 'recognition'>): string {
  return judgedById(recognition.pack.id, modelInUse(recognition.model));
}
