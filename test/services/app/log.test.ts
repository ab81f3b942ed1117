import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openLog } from '#services/app/log.ts';
import { temporaryFolder } from '../../support/home.ts';

const linesOf = (file: string) =>
  existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];

describe('the log', () => {
  test('keeps no secret, neither by its name nor inside an error', async () => {
    const file = join(temporaryFolder(), 'logs', 'app.log');
    const log = openLog(file);
    const error = Object.assign(new Error('refused'), {
      code: 'ERR_X',
      $response: { headers: { authorization: 'AWS4-HMAC-SHA256 Signature=swordfish' } },
    });
    log.warn({ err: error, keys: { secretAccessKey: 'swordfish' } }, 'A call failed');
    log.warn({ request: { secretAccessKey: 'swordfish', token: 'swordfish' } }, 'A call failed');
    log.warn({ reason: 'No way to https://KEY:sword/swordfish@host.' }, 'A call failed');
    log.error({ err: new Error('Invalid URL: https://me:swordfish@host') }, 'A call failed');
    log.flush();
    await expect.poll(() => linesOf(file)).toHaveLength(4);
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('ERR_X');
    expect(text).not.toContain('swordfish');
  });

  test('stops nothing when its file cannot be written', async () => {
    const file = join(temporaryFolder(), 'logs', 'app.log');
    mkdirSync(file, { recursive: true });
    const log = openLog(file);
    log.info('a line for nobody');
    await new Promise((resolve) => log.flush(resolve));
  });
});
