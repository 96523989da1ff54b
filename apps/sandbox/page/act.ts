import { useState } from 'preact/hooks';
import { RefusedError } from './control-client.ts';

/** Does something the visitor asked for. @returns whether it was done; a refusal is shown by the page. */
export type Act = (work: () => Promise<unknown>) => Promise<boolean>;

/** Runs what the visitor asks for, and holds the words of the last refusal until they are dismissed. */
export function useAct(): { readonly act: Act; readonly refusal: string | undefined; readonly dismiss: () => void } {
  const [refusal, setRefusal] = useState<string | undefined>();
  return {
    refusal,
    dismiss: () => setRefusal(undefined),
    act: async (work) => {
      try {
        await work();
        setRefusal(undefined);
        return true;
      } catch (error) {
        setRefusal(
          error instanceof RefusedError
            ? error.message
            : 'The sandbox did not answer. Is it still running in the terminal?',
        );
        return false;
      }
    },
  };
}
