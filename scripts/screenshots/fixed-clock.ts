/**
 * Loaded before the app (`--import`): stops its clock at `SCREENSHOT_TIME`, so that the dates of the sample
 * are the same in every picture.
 */
const now = Date.parse(process.env.SCREENSHOT_TIME ?? '');

globalThis.Date = class extends Date {
  constructor(...given: unknown[]) {
    super(...((given.length === 0 ? [now] : given) as [number]));
  }

  static override now(): number {
    return now;
  }
} as DateConstructor;
