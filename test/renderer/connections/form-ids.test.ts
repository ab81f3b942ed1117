import { beforeEach, expect, test, vi } from 'vitest';

const forgetForm = vi.hoisted(() => vi.fn(async () => {}));
vi.mock('#ui/client/client.ts', () => ({ client: { connections: { forgetForm } } }));

const { dropEdits } = await import('#ui/connections/edited-forms.ts');
const { formId } = await import('#ui/connections/form-ids.ts');

beforeEach(() => forgetForm.mockClear());

test('a form keeps its id until it is saved or given up; the next one in the same tab has another', () => {
  const first = formId('tab');
  expect(formId('tab')).toBe(first);
  expect(formId('other')).not.toBe(first);
  dropEdits('tab');
  expect(formId('tab')).not.toBe(first);
  expect(forgetForm.mock.calls).toEqual([[{ form: first }]]);
});

test('a form that has sent nothing has nothing to be forgotten', () => {
  dropEdits('untouched');
  expect(forgetForm).not.toHaveBeenCalled();
});
