import { RefusedError, type Answer } from '#apps/sidebar/asking.ts';
import type { HostFailure } from '#apps/sidebar/host.ts';
import { isObject } from '#apps/sidebar/host-values.ts';
import type { ZafClient } from './zaf.ts';

/** Reads. @param path  below `/api/v2/` @throws {RefusedError} */
export async function read(client: ZafClient, path: string): Promise<Answer> {
  return answered(
    client.request({ url: `/api/v2/${path}`, type: 'GET', dataType: 'json', httpCompleteResponse: true }),
  );
}

/** Writes. @throws {RefusedError} */
export async function put(client: ZafClient, path: string, body: object): Promise<Answer> {
  return answered(
    client.request({
      url: `/api/v2/${path}`,
      type: 'PUT',
      dataType: 'json',
      contentType: 'application/json',
      data: JSON.stringify(body),
      httpCompleteResponse: true,
    }),
  );
}

async function answered(asked: Promise<unknown>): Promise<Answer> {
  let answer: unknown;
  try {
    answer = await asked;
  } catch (refusal) {
    throw refusedAs(refusal);
  }
  if (!isObject(answer)) throw new RefusedError('busy', 0);
  const { status } = answer;
  if (typeof status === 'number' && (status < 200 || status > 299)) throw refusedAs(answer);
  return { body: bodyOf(answer), at: timeIn(answer['responseHeaders'] ?? answer['headers']) };
}

/** A refusal comes as the plain answer, not as an error. */
function refusedAs(refusal: unknown): RefusedError {
  const status = isObject(refusal) && typeof refusal['status'] === 'number' ? refusal['status'] : 0;
  return new RefusedError(reasonOf(status, refusal), status);
}

function reasonOf(status: number, refusal: unknown): HostFailure {
  if (status === 0) return 'offline';
  if (status === 401 || status === 403) return 'forbidden';
  if (status === 404) return 'gone';
  if (status === 422) return isClosed(refusal) ? 'closed' : 'rejected';
  return status === 400 ? 'rejected' : 'busy';
}

function isClosed(refusal: unknown): boolean {
  const text = isObject(refusal) ? JSON.stringify(refusal['responseJSON'] ?? refusal['responseText'] ?? '') : '';
  return /closed prevents/iu.test(text);
}

/** With the whole response asked for, the body stands in it; some hosts give the body alone. */
function bodyOf(answer: Readonly<Record<string, unknown>>): unknown {
  if (answer['responseJSON'] !== undefined) return answer['responseJSON'];
  if (typeof answer['responseText'] !== 'string') return answer;
  try {
    return JSON.parse(answer['responseText']) as unknown;
  } catch {
    throw new RefusedError('busy', 0);
  }
}

/** The `Date` header, whether headers come as a text or as an object. */
function timeIn(headers: unknown): number | undefined {
  const text =
    typeof headers === 'string'
      ? /^date:\s*(.+)$/imu.exec(headers)?.[1]
      : isObject(headers)
        ? Object.entries(headers).find(([name]) => name.toLowerCase() === 'date')?.[1]
        : undefined;
  const at = typeof text === 'string' ? Date.parse(text.trim()) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}
