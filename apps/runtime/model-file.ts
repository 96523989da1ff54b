import { stat } from 'node:fs/promises';
import { modelLimits, readModel } from '#core/complaint/model-check.ts';
import type { ModelSource } from '#core/complaint/model-source.ts';
import { ConfigError } from './config-error.ts';
import { readTextFile, whyUnread } from './text-file.ts';

/**
 * Reads the file of a customer's own model, as `recourse learn` wrote it. A file that is spoilt is refused as a whole.
 *
 * @throws {ConfigError} MODEL_UNREADABLE, MODEL_INVALID with every issue
 */
export async function loadModel(path: string): Promise<ModelSource> {
  const read = readModel(await readJson(path));
  if ('model' in read) return read.model;
  const issues = read.issues.map((issue) => ({
    path: issue.path,
    message: `the model ${path}${issue.path === '' ? '' : ':'} ${issue.message}`,
    suggestion: undefined,
  }));
  throw new ConfigError('MODEL_INVALID', issues);
}

async function readJson(path: string): Promise<unknown> {
  let text: string;
  try {
    if ((await stat(path)).size > modelLimits.bytes)
      throw unreadable(`the model ${path} is larger than any that is made`);
    text = await readTextFile(path);
  } catch (cause) {
    if (cause instanceof ConfigError) throw cause;
    throw unreadable(`the model ${path} ${whyUnread(cause)}`, cause);
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    const message = `the model ${path} is not JSON`;
    throw new ConfigError(
      'MODEL_INVALID',
      [{ path: '', message, suggestion: 'make it anew with recourse learn' }],
      cause,
    );
  }
}

function unreadable(message: string, cause?: unknown): ConfigError {
  return new ConfigError('MODEL_UNREADABLE', [{ path: '', message, suggestion: undefined }], cause);
}
