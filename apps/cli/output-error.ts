/** What was to be printed cannot be written where it was sent, as on a full disk. Exit code 1. */
export class OutputError extends Error {
  readonly code = 'OUTPUT_LOST';

  /** @param why the system's code, such as ENOSPC */
  constructor(why: string) {
    super(`what was to be printed cannot be written (${why}): what is there is not all of it`);
    this.name = 'OutputError';
  }
}
