/**
 * Loaded before the app (`--import`): moves its clock to `SCREENSHOT_TIME`, so that the dates of the sample
 * are the same in every picture.
 */
const RealDate = Date;
const offset = Date.parse(process.env.SCREENSHOT_TIME ?? '') - Date.now();

globalThis.Date = class extends RealDate {
  constructor(...given: unknown[]) {
    super(...((given.length === 0 ? [RealDate.now() + offset] : given) as [number]));
  }

  static override now(): number {
    return RealDate.now() + offset;
  }
} as DateConstructor;
