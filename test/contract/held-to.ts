import { describe, test } from 'vitest';

interface Law<Subject> {
  readonly name: string;
  readonly check: (subject: Subject) => Promise<void>;
}

/** Holds an implementation of a port to the laws of its kit, each against a fake of its own. */
export function heldTo<Subject extends { close(): Promise<void> }>(
  what: string,
  laws: readonly Law<Subject>[],
  open: () => Promise<Subject>,
): void {
  describe(what, () => {
    for (const { name, check } of laws) {
      test(name, async () => {
        const subject = await open();
        try {
          await check(subject);
        } finally {
          await subject.close();
        }
      });
    }
  });
}
