import type { Story } from '../story.ts';
import { firstDayStories } from './stories-first-day.ts';
import { firstWeekStories } from './stories-first-week.ts';
import { secondWeekStories } from './stories-second-week.ts';
import { weekendStories } from './stories-weekend.ts';

/** Everything that happens at Saltmarsh Broadband, in order of arrival. */
export const stories: readonly Story[] = [
  ...weekendStories,
  ...firstDayStories,
  ...firstWeekStories,
  ...secondWeekStories,
].sort((a, b) => a.atMinutes - b.atMinutes);
