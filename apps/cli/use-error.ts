/** The command was called in a way that cannot be carried out. Its message says what to write instead. Exit code 2. */
export class UseError extends Error {
  readonly code = 'WRONG_USE';

  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'UseError';
  }
}
