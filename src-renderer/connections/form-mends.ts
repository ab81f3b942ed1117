import type { SetMend } from '../xray/XrayMend.tsx';
import { type S3Form, withRegion } from './s3-form.ts';

/** The form with what mends it; unchanged where the person has to say, or it has no such field. */
export function withMend(form: S3Form, { field, value }: SetMend): S3Form {
  if (typeof value === 'boolean') {
    return field === 'pathStyle' || field === 'dualStack' ? { ...form, [field]: value } : form;
  }
  if (value === null) return form;
  switch (field) {
    case 'region':
      return withRegion(form, value);
    case 'endpoint':
      return { ...form, endpoint: value, preset: form.preset === 'amazon' ? 'other' : form.preset };
    case 'bucket':
    case 'prefix':
    case 'caFile':
      return { ...form, [field]: value };
    case 'checksums':
      return value === 'usual' || value === 'always' || value === 'when-required'
        ? { ...form, checksums: value }
        : form;
    case 'proxy':
      return value === 'system' || value === 'none'
        ? { ...form, proxy: value }
        : { ...form, proxy: 'own', proxyUrl: value };
    default:
      return form;
  }
}

/** Puts the focus into a field of the form. */
export function focusField(form: HTMLElement | null, { field }: SetMend): void {
  const place = form?.querySelector<HTMLElement>(`[data-field="${field}"]`);
  const folded = place?.closest('details');
  if (folded) folded.open = true;
  const control = place?.querySelector<HTMLElement>(
    ':is(input, button, select, [tabindex="0"]):not([tabindex="-1"])',
  );
  control?.focus();
  control?.scrollIntoView({ block: 'nearest' });
}
