/** What we use of `eld`: its package names its own declarations behind its sources, where the compiler looks for none. */
declare module 'eld/extrasmall' {
  export const eld: {
    detect(text: string): {
      /** ISO 639-1; empty where nothing was found. */
      readonly language: string;
      getScores(): Readonly<Record<string, number>>;
      isReliable(): boolean;
    };
  };
}
