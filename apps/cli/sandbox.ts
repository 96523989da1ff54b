import { startSandbox } from '#apps/sandbox/main.ts';
import { UseError } from './use-error.ts';

/** `recourse sandbox`: announces its address with one line and runs until it is ended. */
export async function runSandbox(portText: string): Promise<void> {
  const port = Number(portText);
  if (!/^\d{1,5}$/u.test(portText) || port > 65_535) throw new UseError(`'${portText}' is no port`);
  const sandbox = await startSandbox({ port });
  process.stdout.write(`Recourse sandbox: ${sandbox.url}\n`);
  const end = (): void => {
    void sandbox.close().then(() => process.exit(0));
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
}
