import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { Command, Help, Option } from 'commander';
import type { CommandSurroundings } from './doctor.ts';
import { runDue, runDueBatch } from './due.ts';
import { readCalendarFile } from './calendar-file.ts';
import { requireValues } from './empty-value.ts';
import type { JudgeQuestion } from './judge.ts';
import type { NormaliseQuestion } from './normalise.ts';
import { addRecognising } from './program-recognition.ts';
import type { SimulateQuestion } from './simulate.ts';
import { serveHelp } from './serve-help.ts';
import { standardInput } from './standard-input.ts';
import { processTerminal } from './terminal.ts';
import { UseError } from './use-error.ts';
import { version } from './version.ts';
import { createRealTime } from '#apps/runtime/real-time.ts';

const out = (text: string): void => void process.stdout.write(text);
/** No more is held than the other end takes. */
const outAndWait = (line: string): unknown => process.stdout.write(`${line}\n`) || once(process.stdout, 'drain');

const afterAll = `
Start with:  recourse sandbox    (no account, no settings; open the address that it prints)
Exit codes:  0 done, 1 findings or failures, 2 wrong use or configuration`;
const ofAccounts = '\nAccounts and their secrets come from the environment: recourse serve --help lists its variables.';

/** As it is described usually, and whether the command can do without it. */
function describedOption(option: Option): string {
  const described = new Help().optionDescription(option);
  return option.mandatory ? `${described} (needed)` : described;
}

/**
 * The command line. Each command is a file of its own; this one only names them. What a command needs is loaded when it is
 * asked for: most need little.
 */
export function createProgram(): Command {
  const program = new Command('recourse')
    .description('Complaints, in the sense of ISO 10002, inside the helpdesk you already have.')
    .version(version)
    .exitOverride()
    .configureHelp({ optionDescription: describedOption })
    .configureOutput({ outputError: (text, write) => write(`${text}  → WRONG_USE\n`) })
    .hook('preAction', (_program, command) => requireValues(command))
    .showHelpAfterError('(recourse COMMAND --help tells more)')
    .addHelpText('after', afterAll);
  addServing(program);
  addConnecting(program);
  addPolicy(program);
  addJudging(program);
  addNormalise(program);
  addRecognising(program);
  addSimulate(program);
  addDue(program);
  addPackaging(program);
  return program;
}

function addServing(program: Command): void {
  program
    .command('sandbox')
    .description('a helpdesk, a Slack and a clock you can hurry: everything, without any account')
    .option('--port <port>', 'where to listen (default: PORT, or 4000)')
    .action(async (options: { port?: string }) => {
      const { runSandbox } = await import('./sandbox.ts');
      await runSandbox(options.port ?? process.env['PORT'] ?? '4000');
    });
  program
    .command('serve')
    .description('the server: webhooks, sweeps, Slack, health')
    .requiredOption('--policy <file>', 'the policy to judge by')
    .addHelpText('after', serveHelp())
    .action(async (options: { policy: string }) => {
      const { runServe } = await import('./serve.ts');
      await runServe(options.policy);
    });
}

const here = (): CommandSurroundings => ({
  time: createRealTime(),
  variables: process.env,
  terminal: processTerminal(),
});

function addConnecting(program: Command): void {
  program
    .command('provision')
    .description(
      'creates what your helpdesk lacks: ticket fields and, on Zendesk, webhook and trigger; shows a plan first',
    )
    .requiredOption('--policy <file>', 'the policy, whose prefix our fields begin with')
    .option('--url <address>', 'where your helpdesk reaches the server: https://HOST; without it no webhook is made')
    .option('--yes', 'do it without asking')
    .option('--show-secret', "print the webhook's signing secret, once")
    .option('--json', 'for programs; without --yes only the plan')
    .addHelpText('after', serveHelp())
    .action(async (options: { policy: string; url?: string; yes?: true; showSecret?: true; json?: true }) => {
      const { policy, url, yes, showSecret, json } = options;
      const question = { policy, url, yes: yes === true, showSecret: showSecret === true, json: json === true };
      const { runProvision } = await import('./provision.ts');
      process.exitCode = await runProvision(question, here());
    });
  program
    .command('doctor')
    .description('what is wrong with an installation, and how to mend it; changes nothing')
    .requiredOption('--policy <file>', 'the policy the server judges by')
    .option('--url <address>', 'where your helpdesk reaches the server, to be compared with its webhook')
    .option('--json', 'for programs')
    .addHelpText('after', serveHelp())
    .action(async ({ policy, url, json }: { policy: string; url?: string; json?: true }) => {
      const { runDoctor } = await import('./doctor.ts');
      process.exitCode = await runDoctor({ policy, url, json: json === true }, here());
    });
  addAccount(program);
}

function addAccount(program: Command): void {
  program
    .command('connect')
    .description('lets an administrator consent in a browser, and keeps the tokens in the vault for the server')
    .argument('<platform>', 'zendesk; or slack, for the code that ties a workspace to an account')
    .option('--account <name>', 'which of several helpdesk accounts, such as zendesk/acme')
    .option('--port <port>', 'where the browser comes back to on this machine', '3737')
    .addHelpText('after', ofAccounts)
    .action(async (platform: string, { port, account }: { port: string; account?: string }) => {
      const { time, variables, terminal } = here();
      if (platform === 'slack') {
        const { connectSlack } = await import('./connect-slack.ts');
        process.exitCode = await connectSlack(account, { time, variables, write: terminal.write });
        return;
      }
      const { runConnect } = await import('./connect.ts');
      process.exitCode = await runConnect({ platform, port, account }, { time, variables, write: terminal.write });
    });
  program
    .command('calendars')
    .description('the schedules your helpdesk keeps, holidays and all, as calendars of a policy file')
    .requiredOption('--platform <name>', 'zendesk or freshdesk; of several accounts one, such as zendesk/acme')
    .option('--json', 'for programs')
    .addHelpText('after', ofAccounts)
    .action(async ({ platform, json }: { platform: string; json?: true }) => {
      const { runCalendars } = await import('./calendars.ts');
      process.exitCode = await runCalendars({ platform, json: json === true }, here());
    });
}

function addPolicy(program: Command): void {
  program
    .command('check')
    .description('whether a policy file can be used; every issue at once, with its place')
    .argument('[file]', 'the policy; not needed with --schema')
    .option('--json', 'for programs')
    .option('--compile', 'print it as the sidebars take it: one line of JSON, regions of holidays as dates')
    .option('--schema', 'print the JSON Schema of policy files, for your editor')
    .action(async (file: string | undefined, options: { json?: true; compile?: true; schema?: true }) => {
      if (options.schema === true) {
        const { policyJsonSchema } = await import('./policy-schema.ts');
        return out(`${JSON.stringify(policyJsonSchema(), undefined, 2)}\n`);
      }
      if (file === undefined) throw new UseError('which policy? write: recourse check FILE');
      const { runCheck } = await import('./check.ts');
      const result = await runCheck(file, { json: options.json === true, compile: options.compile === true });
      out(result.text);
      process.exitCode = result.exitCode;
    });
}

function addJudging(program: Command): void {
  const asking = (name: string, description: string): Command =>
    program
      .command(name)
      .description(description)
      .requiredOption('--policy <file>', 'the policy to judge by')
      .requiredOption(
        '--ticket <file>',
        'a raw ticket: {"ticket": {...}, "comments": [...], "audits": [...], "users": [...]}',
      )
      .option('--platform <name>', 'whose ticket it is: zendesk or freshdesk', 'zendesk')
      .addOption(
        new Option('--now <instant>', 'as of when, such as 2026-11-17T09:30:00Z').default(
          new Date().toISOString(),
          'the present',
        ),
      );
  asking('judge', 'the whole outcome for one ticket, as JSON')
    .option('--json', 'JSON it is in any case')
    .action(async (question: JudgeQuestion) => await judgeAndSay(question, true));
  asking('explain', 'what is due on one ticket, and why, for a person')
    .option('--json', 'the outcome as JSON, as judge prints it')
    .action(async (question: JudgeQuestion & { json?: true }) => await judgeAndSay(question, question.json === true));
}

async function judgeAndSay(question: JudgeQuestion, json: boolean): Promise<void> {
  const { judgeFile } = await import('./judge.ts');
  const judged = await judgeFile(question);
  if (json) {
    const { outcomeJson } = await import('./outcome-json.ts');
    out(`${outcomeJson(judged.outcome)}\n`);
  } else {
    const { explanationOf } = await import('./explain.ts');
    out(explanationOf(judged));
  }
}

function addNormalise(program: Command): void {
  program
    .command('normalise')
    .description('raw tickets as records in neutral words: JSON lines from standard input, JSON lines out')
    .requiredOption('--platform <name>', 'whose tickets they are: zendesk or freshdesk')
    .option('--prefix <text>', 'with which our fields and tags begin, where the policy chose another', 'recourse_')
    .option('--json', 'JSON lines they are in any case')
    .action(async (question: NormaliseQuestion) => {
      const { runNormalise } = await import('./normalise.ts');
      process.exitCode = await runNormalise(question, standardInput(), process.stdout);
    });
}

function addSimulate(program: Command): void {
  program
    .command('simulate')
    .description(
      'what another policy would have done to past tickets, and how often people corrected what each makes of them',
    )
    .requiredOption('--policy <file>', 'the policy you think of')
    .requiredOption('--against <file>', 'the policy in force')
    .requiredOption('--tickets <file>', 'raw tickets, one JSON object a line')
    .requiredOption('--until <instant>', 'as of when, such as 2026-11-17T09:30:00Z')
    .option('--platform <name>', 'whose tickets they are: zendesk or freshdesk', 'zendesk')
    .option('--json', 'every promise on every complaint, and the totals')
    .action(async (question: Omit<SimulateQuestion, 'json'> & { json?: true }) => {
      const { runSimulate } = await import('./simulate.ts');
      out(await runSimulate({ ...question, json: question.json === true }));
    });
}

const dueHelp = `
One question takes --calendar, --from and --span. Lines of a batch define calendars, and ask by their names when a span is
due, or how long a calendar is open:
  {"define": "office", "calendar": {"zone": "Europe/London", "hours": {"mon": ["09:00-17:30"]}}}
  {"calendar": "office", "from": "2026-11-17T09:30:00Z", "span": "2 business days"}
  {"calendar": "office", "from": "2026-11-17T09:30:00Z", "to": "2026-11-30T09:30:00Z"}`;

function addDue(program: Command): void {
  program
    .command('due')
    .description('when a span is due on a calendar, counted day by day')
    .option('--calendar <file>', 'a calendar: zone, hours, holidays, as YAML')
    .option('--from <instant>', 'such as 2026-11-17T09:30:00Z')
    .option('--span <text>', 'such as "15 business days"')
    .option('--json', 'for programs')
    .addOption(
      new Option('--batch [file]', 'JSON lines from a file or standard input, answered line by line').conflicts([
        'calendar',
        'from',
        'span',
      ]),
    )
    .addHelpText('after', dueHelp)
    .action(
      async (options: { calendar?: string; from?: string; span?: string; json?: true; batch?: true | string }) => {
        if (options.batch !== undefined) {
          const input = options.batch === true ? standardInput() : createReadStream(options.batch);
          process.exitCode = await runDueBatch(input, outAndWait);
          return;
        }
        const { calendar, from, span } = options;
        if (calendar === undefined || from === undefined || span === undefined) {
          throw new UseError('due needs --calendar FILE, --from INSTANT and --span TEXT, or --batch');
        }
        const calendarSource = await readCalendarFile(calendar);
        out(`${(await runDue({ calendarSource, from, span, json: options.json === true })).trimEnd()}\n`);
      },
    );
}

function addPackaging(program: Command): void {
  program
    .command('package')
    .description(
      'the packages for Zendesk, Freshdesk and Slack, with your policy in them; refused while anything is wrong',
    )
    .option('--all', 'all of them (needed)')
    .requiredOption('--policy <file>', 'the policy to pack')
    .option('--url <address>', 'where helpdesks and Slack reach your server: https://HOST')
    .option('--out <folder>', 'where to put them', 'dist')
    .option('--json', 'for programs')
    .action(async (options: { all?: true; policy: string; url?: string; out: string; json?: true }) => {
      const question = { ...options, all: options.all === true, json: options.json === true };
      const { runPackage } = await import('./package.ts');
      process.exitCode = await runPackage(question, processTerminal());
    });
}
