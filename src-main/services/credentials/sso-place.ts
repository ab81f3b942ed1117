/** Where people sign in to IAM Identity Center. */
export interface SsoPlace {
  readonly startUrl: string;
  readonly region: string;
  /** What the AWS tools name the file of its token by: the session of the config file, else the address. */
  readonly cachedAs: string;
}

/** The same for all places where one sign-in serves. Addresses are copied with and without what follows their path. */
export function placeKey({ startUrl, region }: Pick<SsoPlace, 'startUrl' | 'region'>): string {
  return `${region} ${startUrl.replace(/[/#]+$/, '').toLowerCase()}`;
}
