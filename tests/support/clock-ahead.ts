/**
 * NODE_OPTIONS under which a program of its own lives so many milliseconds ahead of this machine, however often it is
 * started: what is to be said by day can be tried at night. Only `Date` is moved, not the clock that durations go by.
 */
export function nodeOptionsAhead(ms: number): string {
  const shim = `const now = ((real) => () => real.now() + ${Math.round(ms)})(Date);
    globalThis.Date = new Proxy(Date, {
      construct: (real, given, as) => Reflect.construct(real, given.length === 0 ? [now()] : given, as),
      get: (real, name) => name === "now" ? now : Reflect.get(real, name),
    });`;
  return `--import=data:text/javascript,${encodeURIComponent(shim)}`;
}
