/**
 * What nobody has seen written down, or what differs between accounts. The first value named is the one a fresh account
 * has; whoever speaks to Zendesk must get along with all of them.
 */
export interface Switches {
  /** Whether a page of the cursor export begins with the row at which the last one ended; never ends with pages of one. */
  readonly exportBoundary: 'once' | 'repeated';
  /** What the time-based export does with more rows in one second than a page holds. */
  readonly exportFullSecond: 'whole second' | 'endless';
  /** Whether `via.channel` is a word or, as the documentation allows, its number. */
  readonly viaChannel: 'word' | 'number';
  /** What `include=slas` does where the account's plan has no SLAs. */
  readonly slasWithoutPlan: 'ignored' | 'refused';
  /** Updates that would add more comments are refused. */
  readonly mostComments: number;
}

export const usualSwitches: Switches = {
  exportBoundary: 'once',
  exportFullSecond: 'whole second',
  viaChannel: 'word',
  slasWithoutPlan: 'ignored',
  mostComments: 5_000,
};
