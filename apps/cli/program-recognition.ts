import { Option, type Command } from 'commander';
import type { LearnAccountQuestion } from './learn-account.ts';
import type { LearnQuestion, LearnResult } from './learn.ts';
import type { RecogniseQuestion } from './recognise.ts';
import { standardInput } from './standard-input.ts';
import { UseError } from './use-error.ts';

const out = (text: string): void => void process.stdout.write(text);

/** Adds the commands that judge words, and that learn to judge them. */
export function addRecognising(program: Command): void {
  program
    .command('recognise')
    .description(
      'whether texts are complaints, how grave, and why: JSON lines {"id","text"} from standard input, JSON lines out',
    )
    .option(
      '--policy <file>',
      'the policy whose cues, thresholds and model judge; the shipped cues where it is left out',
    )
    .option('--model <file>', 'your own model, as learn wrote it')
    .addOption(
      new Option('--try <file>', 'what this policy would make of the tickets, instead of answers to each').conflicts([
        'policy',
        'model',
      ]),
    )
    .option('--against <file>', 'the policy in force, with --try')
    .option('--platform <name>', 'with --try: the lines are raw tickets of zendesk or freshdesk, not {"id","text"}')
    .option('--json', 'with --try: for programs; JSON lines they are in any case')
    .action(async ({ try: tried, against, platform, json, ...question }: RecogniseOptions) => {
      if (tried === undefined && against === undefined) {
        if (platform !== undefined) throw new UseError('--platform goes with --try and --against');
        const say = (text: string): void => void process.stderr.write(text);
        const { runRecognise } = await import('./recognise.ts');
        process.exitCode = await runRecognise(question, standardInput(), process.stdout, say);
        return;
      }
      if (tried === undefined || against === undefined)
        throw new UseError('--try POLICY and --against OTHER go together');
      const { runTry } = await import('./recognise-try.ts');
      const result = await runTry({ try: tried, against, platform, json: json === true }, standardInput());
      out(result.text);
      process.exitCode = result.exitCode;
    });
  addLearn(program);
}

interface RecogniseOptions extends RecogniseQuestion {
  readonly try?: string;
  readonly against?: string;
  readonly platform?: string;
  readonly json?: true;
}

function addLearn(program: Command): void {
  program
    .command('learn')
    .description('your own model of what is a complaint, from tickets that your people have judged')
    .option(
      '--from <file>',
      'JSON lines {"id","text","complaint"}, oldest first; - for standard input; this or --account is needed',
    )
    .option(
      '--account <name>',
      'the tickets of your connected zendesk or freshdesk, instead of a file; of several, such as zendesk/acme',
    )
    .addOption(
      new Option('--days <number>', 'with --account: tickets that changed since so many days')
        .default('180')
        .conflicts('from'),
    )
    .addOption(
      new Option(
        '--platform <name>',
        'the lines are raw tickets of zendesk or freshdesk, with our fields filled in',
      ).conflicts('account'),
    )
    .option('--policy <file>', 'the policy whose cues it is made beside and has to beat')
    .option('--out <file>', 'where the model is written', 'recourse-model.json')
    .option('--seed <number>', 'deals the tickets out otherwise when it is tried', '1')
    .addOption(
      new Option('--now <instant>', 'with --from: the date it carries, such as 2026-11-17T09:30:00Z')
        .default(new Date().toISOString(), 'the present')
        .conflicts('account'),
    )
    .option('--json', 'for programs')
    .addHelpText(
      'after',
      '\nWith --account: it comes from the environment, whose variables recourse serve --help lists.',
    )
    .action(async (options: LearnOptions) => {
      const { from, account, days, policy, platform, json: asJson } = options;
      const json = asJson === true;
      if ((from === undefined) === (account === undefined)) throw new UseError('learn takes --from FILE or --account');
      const result =
        account === undefined
          ? await learnFile({ ...options, from: from!, policy, platform, json })
          : await learnAccount({ ...options, account, days, policy, json });
      out(result.text);
      process.exitCode = result.exitCode;
    });
}

interface LearnOptions {
  readonly from?: string;
  readonly account?: string;
  readonly days: string;
  readonly platform?: string;
  readonly policy?: string;
  readonly out: string;
  readonly seed: string;
  readonly now: string;
  readonly json?: true;
}

async function learnFile(question: LearnQuestion): Promise<LearnResult> {
  const { runLearn } = await import('./learn.ts');
  return await runLearn(question);
}

async function learnAccount(question: LearnAccountQuestion): Promise<LearnResult> {
  const { runLearnAccount } = await import('./learn-account.ts');
  const { createRealTime } = await import('#apps/runtime/real-time.ts');
  const say = (text: string): void => void process.stderr.write(text);
  return await runLearnAccount(question, { time: createRealTime(), variables: process.env }, say);
}
