/** The package has no types of its own. */
declare module 'write-good' {
  interface Check {
    readonly fn: (text: string) => readonly { readonly index: number; readonly offset: number }[];
    readonly explanation: string;
  }
  interface Options {
    readonly checks?: Readonly<Record<string, Check>>;
    readonly [check: string]: unknown;
  }
  const writeGood: (text: string, options?: Options) => readonly { readonly index: number; readonly reason: string }[];

  export { writeGood as default };
}
