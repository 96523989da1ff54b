import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { SandboxCompany, SandboxState } from '../model.ts';
import { newsOf } from './look-at.ts';

interface CompanySwitchProps {
  /** Of all companies. */
  readonly state: SandboxState;
  /** The company that is looked at. */
  readonly account: string;
  readonly onLook: (account: string) => void;
}

const deskNames: Readonly<Record<string, string>> = { zendesk: 'Zendesk', freshdesk: 'Freshdesk' };

/** What people call a helpdesk. */
export function deskName(platform: string): string {
  return deskNames[platform] ?? platform;
}

/** Which company the page shows: each with its own helpdesk and Slack. Where there is one there is nothing to switch. */
export function CompanySwitch({ state, account, onLook }: CompanySwitchProps): JSX.Element | null {
  const seen = useRef<Record<string, number>>({});
  for (const company of state.companies) {
    const known = seen.current[company.account];
    if (known === undefined || company.account === account)
      seen.current[company.account] = newsOf(state, company.account, 0).latest;
  }
  if (state.companies.length < 2) return null;
  return (
    <nav class="companies" aria-label="Companies">
      {state.companies.map((company) => (
        <CompanyTab
          key={company.account}
          company={company}
          here={company.account === account}
          news={newsOf(state, company.account, seen.current[company.account] ?? 0).count}
          onLook={onLook}
        />
      ))}
    </nav>
  );
}

interface CompanyTabProps {
  readonly company: SandboxCompany;
  readonly here: boolean;
  /** Alerts since the visitor looked there last. */
  readonly news: number;
  readonly onLook: (account: string) => void;
}

function CompanyTab({ company, here, news, onLook }: CompanyTabProps): JSX.Element {
  const { account, name, about, platform } = company;
  return (
    <button
      type="button"
      class={`company-tab desk-${platform}`}
      aria-current={here ? 'true' : undefined}
      onClick={() => onLook(account)}
    >
      <span class="company-mark" aria-hidden="true" />
      <span class="company-words">
        <b>{name}</b>
        <span>
          {about}, on {deskName(platform)}
        </span>
      </span>
      {news > 0 && (
        <span class="company-news" title={`${String(news)} new in its Slack`}>
          {news}
          <span class="heard"> new in its Slack</span>
        </span>
      )}
    </button>
  );
}
