import type { Command } from 'commander';
import { runLearn, type LearnQuestion } from './learn.ts';
import { runRecognise, type RecogniseQuestion } from './recognise.ts';
import { runTry } from './recognise-try.ts';
import { UseError } from './use-error.ts';

const out = (text: string): void => void process.stdout.write(text);

/** Adds the commands that judge words, and that learn to judge them. */
export function addRecognising(program: Command): void {
  program
    .command('recognise')
    .description('whether texts are complaints, how grave, and why: JSON lines in, JSON lines out')
    .option(
      '--policy <file>',
      'the policy whose cues, thresholds and model judge; the shipped cues where it is left out',
    )
    .option('--model <file>', 'your own model, as learn wrote it')
    .option('--try <file>', 'what this policy would make of the tickets, instead of answers to each')
    .option('--against <file>', 'the policy in force, with --try')
    .option('--platform <name>', 'with --try: the lines are raw tickets of zendesk or freshdesk, not {"id","text"}')
    .option('--json', 'with --try: for programs; JSON lines they are in any case')
    .action(async ({ try: tried, against, platform, json, ...question }: RecogniseOptions) => {
      if (tried === undefined && against === undefined) {
        if (platform !== undefined) throw new UseError('--platform goes with --try and --against');
        const say = (text: string): void => void process.stderr.write(text);
        process.exitCode = await runRecognise(question, process.stdin, process.stdout, say);
        return;
      }
      if (tried === undefined || against === undefined)
        throw new UseError('--try POLICY and --against OTHER go together');
      const result = await runTry({ try: tried, against, platform, json: json === true }, process.stdin);
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
    .requiredOption('--from <file>', 'JSON lines {"id","text","complaint"}, oldest first; - for standard input')
    .option('--platform <name>', 'the lines are raw tickets of zendesk or freshdesk, with our fields filled in')
    .option('--policy <file>', 'the policy whose cues it is made beside and has to beat')
    .option('--out <file>', 'where the model is written', 'recourse-model.json')
    .option('--seed <number>', 'deals the tickets out otherwise when it is tried', '1')
    .option('--now <instant>', 'the date it carries, such as 2026-11-17T09:30:00Z', new Date().toISOString())
    .option('--json', 'for programs')
    .action(async (options: Partial<LearnQuestion> & Omit<LearnQuestion, 'json' | 'policy' | 'platform'>) => {
      const { policy, platform, json } = options;
      const result = await runLearn({ ...options, policy, platform, json: json === true });
      out(result.text);
      process.exitCode = result.exitCode;
    });
}
