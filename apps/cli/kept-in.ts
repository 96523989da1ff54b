import { storeFolder } from '#apps/runtime/store.ts';
import { UseError } from './use-error.ts';

/**
 * Where a command has kept something for the server, in words: a folder is its owner's alone, and which one it is depends
 * on who asks and from where. No line where it is a server's address, which all share.
 */
export function keptIn(storeUrl: string | undefined): readonly string[] {
  const folder = storeFolder(storeUrl?.trim() ?? '');
  if (folder === undefined) return [];
  return [
    `It is kept in ${folder}, for the user who ran this alone: the server has to be that user, with that folder.`,
  ];
}

/**
 * That what a command puts away is there for the server, when the command has ended.
 *
 * @throws {UseError} for the store that forgets
 */
export function requireKept(storeUrl: string | undefined): void {
  if (storeUrl?.trim() !== 'memory:') return;
  throw new UseError(
    'RECOURSE_STORE is memory:, which forgets: the server would find nothing. Set it to the folder or the address that the server has, or leave it out for both',
  );
}
