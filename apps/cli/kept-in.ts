import { storeFolder } from '#apps/runtime/store.ts';

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
