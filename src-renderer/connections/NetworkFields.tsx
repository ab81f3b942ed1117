import { useState } from 'react';
import { Checkbox } from '../components/Checkbox.tsx';
import { Field } from '../components/Field.tsx';
import { Icon } from '../components/Icon.tsx';
import { Segmented } from '../components/Segmented.tsx';
import { networkSummary } from './network-form.ts';
import { isInNetwork } from './s3-problems.ts';
import { type FormPartProps, TextLine } from './TextLine.tsx';

const proxies = [
  { value: 'system', label: 'System' },
  { value: 'none', label: 'None' },
  { value: 'own', label: 'This one' },
] as const;

const checksums = [
  { value: 'usual', label: 'As usual' },
  { value: 'always', label: 'Always' },
  { value: 'when-required', label: 'If required' },
] as const;

const proxyWords = {
  system: 'As the system says, or HTTPS_PROXY, HTTP_PROXY and NO_PROXY where the app was started.',
  none: 'The server is reached directly.',
  own: undefined,
};

/** How the server is reached over the network: folded away, since it seldom differs. */
export function NetworkFields(part: FormPartProps) {
  const { form, problems, onChange } = part;
  const [unfolded, setUnfolded] = useState(false);
  return (
    <details
      className="connect-network"
      open={unfolded || isInNetwork(problems)}
      onToggle={(event) => setUnfolded(event.currentTarget.open)}
    >
      <summary>
        <Icon name="chevron-right" />
        Network and checksums
        <span className="text-3 small">{networkSummary(form)}</span>
      </summary>
      <div className="connect-network-fields">
        <Field label="Proxy" name="proxy" hint={proxyWords[form.proxy]}>
          {() => (
            <Segmented
              wide
              label="Proxy"
              value={form.proxy}
              options={proxies}
              onChange={(proxy) => onChange({ ...form, proxy })}
            />
          )}
        </Field>
        {form.proxy === 'own' && (
          <TextLine
            {...part}
            label="Its address"
            field="proxyUrl"
            problem="proxy"
            placeholder="http://proxy.example.com:3128"
          />
        )}
        <TextLine
          {...part}
          label="Certificates"
          field="caFile"
          placeholder="/etc/ssl/acme.pem"
          hint="A PEM file of authorities to trust besides the usual ones, e.g. your company’s own."
        />
        <TextLine
          {...part}
          label="Connect in"
          field="connectSeconds"
          maxLength={5}
          hint="Seconds until a connection must stand."
        />
        <TextLine
          {...part}
          label="Give up after"
          field="idleSeconds"
          maxLength={5}
          hint="Seconds without a byte in either direction."
        />
        {form.preset === 'amazon' && (
          <div className="form-indent" data-field="dualStack">
            <Checkbox checked={form.dualStack} onChange={(dualStack) => onChange({ ...form, dualStack })}>
              Dual stack: Amazon’s addresses that also answer over IPv6
            </Checkbox>
          </div>
        )}
        <Field
          label="Checksums"
          name="checksums"
          hint="As usual: with Amazon every upload carries one; other servers get them only where S3 requires it, since many cannot read them."
        >
          {() => (
            <Segmented
              wide
              label="Checksums"
              value={form.checksums}
              options={checksums}
              onChange={(value) => onChange({ ...form, checksums: value })}
            />
          )}
        </Field>
      </div>
    </details>
  );
}
