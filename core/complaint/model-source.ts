import type { Band } from './recognition.ts';

/** The form of a model's file; a change that an older reader would misread gets the next number. */
export const modelForm = 1;
/** By which a model's file is known. */
export const modelKind = 'recourse model';

/** With which the cue of a reason begins that is a word of a customer's own model. */
export const wordCue = 'word:';
/** The cue of what all words together weigh that are too light to be named. */
export const otherWordsCue = 'words:other';

/** Fewer confirmed tickets than this teach nothing that could be relied on. */
export const fewestTickets = 200;
/** Of each kind, complaints and others: one at least for each part that a model is tried on. */
export const fewestOfAKind = 10;
/** In how many parts the tickets are laid: each is judged by a model that saw only the others. */
export const tryParts = 10;
/** A model is no better where it was worse than the cues on more parts than this. */
export const mostWorseParts = 4;

/** How many tickets got a band, and how many of them were complaints. */
export interface BandCount {
  readonly tickets: number;
  readonly complaints: number;
}

/** How well tickets were judged; a complaint is what is not `no`. Shares between 0 and 1. */
export interface JudgingFigures {
  /** The mean of F1 over complaints and over others: what is rare counts as much as what is common. */
  readonly macroF1: number;
  /** Of what was taken for a complaint, the share that was one. */
  readonly precision: number;
  /** Of the complaints, the share that was found. */
  readonly recall: number;
  readonly bands: Readonly<Record<Band, BandCount>>;
}

/** Tickets to which a model gave about the same probability of being a complaint, and the share of them that were. */
export interface CalibrationStep {
  readonly from: number;
  readonly to: number;
  readonly tickets: number;
  readonly said: number;
  readonly was: number;
}

/** How far probabilities can be taken at their word. */
export interface Calibration {
  /** The mean squared error of the probability: 0 at best, 0.25 for saying a half of everything. */
  readonly brier: number;
  /** The mean distance between what was said and what was, over the steps. */
  readonly error: number;
  readonly steps: readonly CalibrationStep[];
}

/** What a model and the cues made of the same tickets, none of which the model that judged them had seen. */
export interface ModelFigures {
  readonly parts: number;
  /** On how many parts the model's macro F1 was below that of the cues. */
  readonly worseParts: number;
  readonly model: JudgingFigures;
  readonly cues: JudgingFigures;
  readonly calibration: Calibration;
}

/** A word or pair of words: how much one of it counts in a text, and its weight. */
export type ModelTerm = readonly [term: string, amount: number, weight: number];

/**
 * A customer's own model of what is a complaint, as its file holds it. It was made from that customer's tickets and is
 * for no other; words that stand in fewer than three tickets, and whatever holds digits, are not in it.
 */
export interface ModelSource {
  readonly kind: typeof modelKind;
  readonly v: typeof modelForm;
  /** ISO 8601. */
  readonly madeAt: string;
  /** The cues it was made beside: their sums are features of it. */
  readonly cues: string;
  readonly tickets: { readonly complaints: number; readonly others: number };
  /** By which tickets were dealt out to parts. */
  readonly seed: number;
  readonly figures: ModelFigures;
  /** Log-odds of being a complaint where nothing is known. */
  readonly base: number;
  /** From which score on a person is asked, and from which on it is a complaint. */
  readonly possible: number;
  readonly yes: number;
  /** What a point of a cue counts whose group was not among the tickets. */
  readonly point: number;
  /** What a point of each group of cues counts. */
  readonly groups: readonly (readonly [group: string, weight: number])[];
  readonly terms: readonly ModelTerm[];
}

/**
 * Whether a model judged tickets it had not seen better than the cues did: on all of them together, no worse on most
 * parts, and with probabilities that tell more than the share of complaints alone. One that did not is not used.
 */
export function winsOverCues(figures: ModelFigures): boolean {
  const { model, cues, worseParts } = figures;
  return model.macroF1 > cues.macroF1 && worseParts <= mostWorseParts && tellsSomething(figures);
}

/** Of the error that is made by saying the same of every ticket, what a model may leave. Our choice. */
const mostLeft = 0.9;

/** Whether a model's probabilities are nearer to the truth than the mere share of complaints, said of every ticket. */
export function tellsSomething({ model: { bands }, calibration }: ModelFigures): boolean {
  const counts = Object.values(bands);
  const tickets = counts.reduce((sum, band) => sum + band.tickets, 0);
  const share = counts.reduce((sum, band) => sum + band.complaints, 0) / Math.max(1, tickets);
  return calibration.brier < mostLeft * share * (1 - share);
}
