/** Every runtime that we run in has it, browsers too; the language's own library does not declare it. */
declare class TextEncoder {
  encodeInto(text: string, into: Uint8Array): { readonly read: number; readonly written: number };
}
