import { closedOfficeStories } from './stories-closed-office.ts';
import { mondayStories } from './stories-monday.ts';
import { midweekStories } from './stories-midweek.ts';
import { secondWeekStories } from './stories-second-week.ts';
import { weekEndStories } from './stories-week-end.ts';
import { weekendStories } from './stories-weekend.ts';
import type { Story } from './story.ts';

/** Everything that happens at Fernhill Home, in order of arrival. */
export const stories: readonly Story[] = [
  ...weekendStories,
  ...mondayStories,
  ...midweekStories,
  ...weekEndStories,
  ...closedOfficeStories,
  ...secondWeekStories,
].sort((a, b) => a.atMinutes - b.atMinutes);
