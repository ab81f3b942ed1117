import { isStoreError } from '#shared/errors.ts';

/** What we reject with where the library raises. */
const errorCodes: Readonly<Record<string, string>> = {
  UnicodeDecodeError: 'NOT_TEXT',
  JSONDecodeError: 'INVALID',
  TypeError: 'INVALID',
};

/** The code that stands for a Python exception; undefined for none. */
export function expectedCode(exception: string | null): string | undefined {
  return exception === null ? undefined : (errorCodes[exception] ?? exception);
}

/** The value, or the code of the error that came instead. */
export async function outcome<T>(promise: Promise<T>): Promise<{ value?: T; code?: string }> {
  try {
    return { value: await promise };
  } catch (error) {
    if (isStoreError(error)) return { code: error.code };
    throw error;
  }
}
