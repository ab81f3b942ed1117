import { rpc } from './base.ts';

export const meter = {
  usage: rpc.meter.usage.handler(({ input, context }) => context.services.meter.usage(input.store)),
};
