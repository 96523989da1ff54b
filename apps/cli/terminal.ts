import { createInterface } from 'node:readline/promises';
import { styleText } from 'node:util';
import { columnsOf } from './columns.ts';

/** What a colour says here. */
export type Tone = 'good' | 'notable' | 'bad' | 'quiet' | 'strong';

/** Where a command speaks to whoever called it. */
export interface Terminal {
  readonly write: (text: string) => void;
  /** Coloured where a person reads it and wants colours; as it is everywhere else. */
  readonly paint: (text: string, tone: Tone) => string;
  /** Columns of the window; `undefined` where the text goes to a file or a program. */
  readonly width: number | undefined;
  /** Whether a person says yes; `undefined` where there is nobody to ask. */
  readonly confirm: ((question: string) => Promise<boolean>) | undefined;
}

const formats = { good: 'green', notable: 'yellow', bad: 'red', quiet: 'dim', strong: 'bold' } as const;

/** The terminal this process runs in. NO_COLOR and FORCE_COLOR are heeded. */
export function processTerminal(): Terminal {
  const { stdin, stdout } = process;
  const isTerminal = stdout.isTTY;
  return {
    write: (text) => void stdout.write(text),
    paint: (text, tone) => styleText(formats[tone], text, { stream: stdout }),
    width: isTerminal ? stdout.columns : undefined,
    confirm: isTerminal && stdin.isTTY ? (question) => ask(question, { input: stdin, output: stdout }) : undefined,
  };
}

/** Whether a person says yes. */
export async function ask(
  question: string,
  on: { readonly input: NodeJS.ReadableStream; readonly output: NodeJS.WritableStream },
): Promise<boolean> {
  const lines = createInterface(on);
  try {
    return /^y(es)?$/iu.test((await lines.question(`${question} [y/N] `)).trim());
  } catch (error) {
    // Whoever breaks off or ends the input has not said yes.
    if (error instanceof Error && error.name === 'AbortError') return false;
    throw error;
  } finally {
    lines.close();
  }
}

const narrowest = 30;

/** Lines of a text that fit beside an indent, split at blanks; the text as it is where there is no width. */
export function wrap(text: string, indent: number, width: number | undefined): readonly string[] {
  if (width === undefined) return [text];
  const room = Math.max(narrowest, width - indent);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && columnsOf(line) + 1 + columnsOf(word) > room) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
