import type { CompiledPolicy } from '#core/policy/compiled.ts';
import { buildFreshdesk } from './freshdesk/build.ts';
import { freshdeskRules } from './freshdesk/freshdesk-rules.ts';
import type { PackageFiles } from './package-files.ts';
import { findFaults, type BuiltPackage, type PackageFinding, type PackageRule } from './package-rule.ts';
import type { BuiltPanel, PanelHost } from './panel.ts';
import { isPlaceholder, publisher, version } from './publisher.ts';
import { buildSlack } from './slack/build.ts';
import { slackRules } from './slack/slack-rules.ts';
import { noServer } from './zendesk/app-manifest.ts';
import { buildZendesk } from './zendesk/build.ts';
import { zendeskRules } from './zendesk/zendesk-rules.ts';
import { zipOf } from './zip.ts';

/** What packages are made of. */
export interface PackingSources {
  readonly policy: CompiledPolicy;
  readonly panels: Readonly<Record<PanelHost, BuiltPanel>>;
  readonly images: PackageFiles;
  readonly freshdesk: PackageFiles;
  /** Where helpdesks and Slack reach the server: `https://HOST`; `undefined` where nobody said. */
  readonly origin: string | undefined;
}

/** A zip that was made, and what it was made of. */
export interface PackedZip {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly files: PackageFiles;
}

/** What came of packing: zips, or why there are none. */
export interface Packed {
  readonly zips: readonly PackedZip[];
  /** Any of them, and nothing is packed. */
  readonly findings: readonly PackageFinding[];
  /** What whoever submits a package has yet to do or to know. */
  readonly notes: readonly string[];
}

/** Builds every package, and checks each by its rules. The same sources give the same bytes. */
export function packAll(sources: PackingSources): Packed {
  const built = buildAll(sources);
  const findings = built.flatMap(({ one, rules }) => findFaults(one, rules));
  if (findings.length > 0) return { zips: [], findings, notes: [] };
  const listing = new Map(
    built.flatMap(({ one }) => [...one.listing].map(([path, bytes]) => [`${one.name}/${path}`, bytes] as const)),
  );
  const zips = [...built.map(({ one: { name, files } }) => ({ name, files })), { name: 'listing', files: listing }].map(
    ({ name, files }) => ({ name: `recourse-${name}-${version}.zip`, files, bytes: zipOf(files) }),
  );
  return { zips, findings, notes: notesOf(sources) };
}

/** The packages of a release, each with the rules it is held to. */
export function buildAll({ policy, panels, images, freshdesk, origin }: PackingSources): readonly {
  readonly one: BuiltPackage;
  readonly rules: readonly PackageRule[];
}[] {
  const ourHost = origin === undefined ? undefined : new URL(origin).host;
  const forZendesk = { policy, panel: panels.zendesk, images, ourHost };
  return [
    { one: buildZendesk('private', forZendesk), rules: zendeskRules },
    { one: buildZendesk('marketplace', forZendesk), rules: zendeskRules },
    { one: buildFreshdesk(freshdesk, { ...forZendesk, panel: panels.freshdesk }), rules: freshdeskRules },
    { one: buildSlack(origin ?? `https://${noServer}`, images), rules: slackRules },
  ];
}

function notesOf({ origin, policy }: PackingSources): readonly string[] {
  return [
    `Every package holds policy ${policy.version}: whoever gets it can read it. What is pasted into the settings goes before it.`,
    'Freshdesk: the marketplace takes only the zip that Freshworks’ own tool makes: PACKING.md in the folder says how.',
    ...(origin === undefined
      ? [`Slack: addresses lead to ${noServer}, which is nobody; say --url https://HOST for your server’s.`]
      : []),
    ...(isPlaceholder(publisher.email)
      ? ['Marketplaces: name the author in package.json (name, email, url) before you submit a package.']
      : []),
  ];
}
