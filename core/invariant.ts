/** A bug or an impossible configuration that the core found. Nobody recovers from it: log it and stop this run. */
export class InvariantError extends Error {
  readonly code: string;

  /**
   * @param code  closed, upper case, e.g. `CALENDAR_NEVER_OPENS`; listed in the README
   * @param message  what is wrong and what to do, without any text of a ticket
   */
  constructor(code: string, message: string) {
    super(message);
    this.name = 'InvariantError';
    this.code = code;
  }
}
