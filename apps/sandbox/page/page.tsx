import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { SandboxClock } from '../model.ts';
import { useAct } from './act.ts';
import { ClockBar } from './clock-bar.tsx';
import { post } from './control-client.ts';
import { CompanySwitch } from './company-switch.tsx';
import { CompanyView } from './company-view.tsx';
import { useLive } from './live.ts';
import { lookAt } from './look-at.ts';
import { WriteIn } from './write-in.tsx';

/** The first page that opens starts the clock; one opened with `?paused` leaves it alone. */
function useBeginning(clock: SandboxClock | undefined): void {
  const begun = useRef(false);
  useEffect(() => {
    if (clock === undefined || begun.current) return;
    begun.current = true;
    if (clock.begun || new URLSearchParams(location.search).has('paused')) return;
    void post('clock', { run: true }).catch(() => undefined);
  }, [clock]);
}

/** Which company the address names, so that a reload and a link stay with it. */
function useCompany(): readonly [string | undefined, (account: string) => void] {
  const [account, setAccount] = useState<string | undefined>(location.hash.slice(1) || undefined);
  useEffect(() => {
    const follow = (): void => setAccount(location.hash.slice(1) || undefined);
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return [
    account,
    (next) => {
      location.hash = next;
    },
  ];
}

/** The whole page: the clock above, below it one company with its helpdesk and its chat. */
export function Page(): JSX.Element {
  const { state: whole, clock, lost } = useLive();
  const { act, refusal, dismiss } = useAct();
  const [account, look] = useCompany();
  const [chosen, choose] = useState<Readonly<Record<string, string | undefined>>>({});
  const [writing, setWriting] = useState(false);
  useBeginning(clock);
  const state = useMemo(() => (whole === undefined ? undefined : lookAt(whole, account)), [whole, account]);
  useEffect(() => {
    if (state !== undefined) document.title = `Recourse sandbox — ${state.company.name}`;
  }, [state?.company.name]);
  if (whole === undefined || state === undefined || clock === undefined) return <Loading lost={lost} />;
  const { company } = state;
  const chooseHere = (key: string | undefined): void => choose((old) => ({ ...old, [company.account]: key }));
  return (
    <div class="page">
      <ClockBar state={state} clock={clock} act={act} onWriteIn={() => setWriting(true)} />
      <CompanyView
        key={company.account}
        state={state}
        now={Date.parse(clock.now)}
        lost={lost}
        chosen={chosen[company.account]}
        onChoose={chooseHere}
        act={act}
        refusal={refusal}
        onDismiss={dismiss}
        switcher={<CompanySwitch state={whole} account={company.account} onLook={look} />}
      />
      {writing && (
        <WriteIn
          company={company}
          onClose={(written) => {
            setWriting(false);
            if (written !== undefined) chooseHere(written);
          }}
        />
      )}
    </div>
  );
}

function Loading({ lost }: { readonly lost: boolean }): JSX.Element {
  return (
    <main class="loading">
      <h1>Recourse sandbox</h1>
      <p role="status">{lost ? 'The sandbox does not answer. Start it again with npm start.' : 'Opening the doors…'}</p>
    </main>
  );
}
