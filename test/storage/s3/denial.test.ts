import { describe, expect, test } from 'vitest';
import { denialOf } from '#storage/s3/denial.ts';

const who = 'User: arn:aws:sts::481516234200:assumed-role/Reader/ana is not authorized to perform:';

describe('what Amazon says of a denial', () => {
  test('is who may not do what, and which policy would have to allow it', () => {
    const message = `${who} s3:ListBucket on resource: "arn:aws:s3:::memory" because no identity-based policy allows the s3:ListBucket action`;
    expect(denialOf(message)).toEqual({
      principal: 'arn:aws:sts::481516234200:assumed-role/Reader/ana',
      action: 's3:ListBucket',
      resource: 'arn:aws:s3:::memory',
      policy: 'identity-based',
      explicit: false,
    });
  });

  test('is told from what is denied outright', () => {
    const message = `${who} s3:GetObject on resource: "arn:aws:s3:::memory/a b" with an explicit deny in a service control policy`;
    expect(denialOf(message)).toMatchObject({ policy: 'service control', explicit: true });
  });

  test('may say nothing of the resource or of a policy', () => {
    expect(denialOf(`${who} s3:PutObject`)).toMatchObject({ resource: null, policy: null, explicit: false });
  });

  test.each(['Access Denied', '', 'User: ana is not authorized to perform: s3:GetObject'])(
    'is not read out of “%s”',
    (message) => expect(denialOf(message)).toBeNull(),
  );
});

test('what no server says is given up at once, however long it is', () => {
  const pieces = (words: string) => words.repeat(120_000);
  expect(denialOf(`${who} s3:GetObject ${pieces('because no ')}`)).toMatchObject({ policy: null });
  expect(denialOf(`${who} s3:GetObject ${pieces('with an explicit deny in a ')}`)).toMatchObject({
    policy: null,
    explicit: true,
  });
});
