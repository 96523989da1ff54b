import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Instant } from '#core/time.ts';

/** Words that a browser keeps for us: it can neither read them from a page nor change them without our noticing. */
export interface SignedCookie {
  /** The `Set-Cookie` header that puts `words` there; they hold no `.` and no `;`. */
  put(words: readonly string[], now: Instant): string;
  /** The `Set-Cookie` header that takes it away. */
  readonly clear: string;
  /** The words of a request's `Cookie` header; `undefined` where there are none of ours. */
  read(header: string | undefined, now: Instant): 'expired' | readonly string[] | undefined;
}

/**
 * A cookie by this name, good for `lifeMs`.
 *
 * `__Host-`: only this very host can have set it, over HTTPS. HttpOnly, and SameSite=Lax, so that it comes along when
 * Slack sends the browser back to us, and with nothing that another site posts.
 *
 * @param secret  of the server; the key is derived from it for this name alone
 * @see https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html
 */
export function createSignedCookie(name: string, secret: string, lifeMs: number): SignedCookie {
  const key = Buffer.from(hkdfSync('sha256', secret, '', `recourse cookie 1\0${name}`, 32));
  const full = `__Host-${name}`;
  const kept = 'Path=/; Secure; HttpOnly; SameSite=Lax';
  const sign = (text: string): Buffer => createHmac('sha256', key).update(text).digest();
  return {
    put(words, now) {
      const text = [...words, String(now)].join('.');
      // Kept longer than it is good, so that whoever is late can be told so.
      return `${full}=${text}.${sign(text).toString('base64url')}; Max-Age=${Math.floor((2 * lifeMs) / 1_000)}; ${kept}`;
    },
    clear: `${full}=; Max-Age=0; ${kept}`,
    read(header, now) {
      const found = (header ?? '').split(';').map((part) => part.trim());
      const given = found.filter((part) => part.startsWith(`${full}=`));
      if (given.length !== 1) return undefined;
      const [, text = '', proof = ''] = /^[^=]*=(.*)\.([\w-]{43})$/u.exec(given[0] ?? '') ?? [];
      const [one, other] = [Buffer.from(proof, 'base64url'), sign(text)];
      if (one.length !== other.length || !timingSafeEqual(one, other)) return undefined;
      const words = text.split('.');
      const putAt = Number(words.pop());
      return now >= putAt + lifeMs ? 'expired' : words;
    },
  };
}
