import type { SetMend } from '../xray/XrayMend.tsx';
import type { S3Form } from './s3-form.ts';

/** The form with what mends it; unchanged where the person has to say, or it has no such field. */
export function withMend(form: S3Form, { field, value }: SetMend): S3Form {
  if (field === 'pathStyle') return typeof value === 'boolean' ? { ...form, pathStyle: value } : form;
  const isText = field === 'bucket' || field === 'prefix' || field === 'endpoint' || field === 'region';
  return isText && typeof value === 'string' ? { ...form, [field]: value } : form;
}

/** Puts the focus into a field of the form. */
export function focusField(form: HTMLElement | null, { field }: SetMend): void {
  const control = form?.querySelector<HTMLElement>(
    `[data-field="${field}"] :is(input, button, select, [tabindex="0"]):not([tabindex="-1"])`,
  );
  control?.focus();
  control?.scrollIntoView({ block: 'nearest' });
}
