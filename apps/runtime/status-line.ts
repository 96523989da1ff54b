/** A terminal as a status line needs it, such as `process.stderr`. */
export interface LineTerminal {
  write(text: string): unknown;
  /** How many characters a row has, now; it may change. */
  readonly columns?: number | undefined;
}

/** One row at the foot of a terminal that is written anew in place, among lines that stay. */
export interface StatusLine {
  /** Shows what `name` has to say, beside what others have to say. */
  show(name: string, text: string): void;
  /** The last of it stays as a line of its own, and `name` has no more to say. */
  end(name: string): void;
  /** A line that stays, above the row. */
  print(line: string): void;
  /** Nobody has more to say: what stands there stays, and whatever comes next begins a line. */
  leave(): void;
}

/** To the beginning of the row, and clear it. */
const clear = '\r\u001B[K';
const usualColumns = 80;

export function createStatusLine(terminal: LineTerminal): StatusLine {
  const said = new Map<string, string>();
  /** A row that is full breaks, and what is broken cannot be written anew in place: one place stays free. */
  const row = (): string => {
    const text = [...said.values()].join(' | ');
    const room = Math.max(1, (terminal.columns ?? usualColumns) - 1);
    return text.length <= room ? text : `${text.slice(0, room - 1)}…`;
  };
  return {
    show(name, text) {
      said.set(name, text);
      terminal.write(clear + row());
    },
    end(name) {
      const last = said.get(name);
      if (last === undefined) return;
      said.delete(name);
      terminal.write(`${clear}${last}\n${row()}`);
    },
    print(line) {
      if (said.size === 0) terminal.write(line);
      else terminal.write(clear + line + row());
    },
    leave() {
      if (said.size > 0) terminal.write('\n');
      said.clear();
    },
  };
}
