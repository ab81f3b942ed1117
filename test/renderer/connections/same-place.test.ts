import { expect, test } from 'vitest';
import { s3Location } from '#shared/model/s3-location.ts';
import { samePlaceWords } from '#ui/connections/same-place.ts';
import { storeRow } from '../../support/store-row.ts';

const location = s3Location({ bucket: 'agents' });
const elsewhere = s3Location({ bucket: 'other' });
const row = (id: string, where = location) => storeRow({ id, name: id, location: where });

test('a connection that would lead where another one does says so', () => {
  const words = '“first” leads to the same place. This would be a second connection to it.';
  expect(samePlaceWords([row('first')], location, null)).toBe(words);
  expect(samePlaceWords([row('first'), row('own', elsewhere)], location, 'own')).toBe(words);
});

test('one that is saved so says that it does', () => {
  const words = '“first” leads to the same place. This is another connection to it.';
  expect(samePlaceWords([row('first'), row('own')], location, 'own')).toBe(words);
});

test('one that leads there alone says nothing', () => {
  expect(samePlaceWords([row('own'), row('other', elsewhere)], location, 'own')).toBeNull();
});
