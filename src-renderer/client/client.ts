import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '#shared/contract/index.ts';
import { swappingLink } from './connection.ts';

/**
 * Every call to main, typed by the contract. Calls wait for the connection; what fails is put into words by
 * `describeError`.
 */
export const client: ContractRouterClient<Contract> = createORPCClient(swappingLink);
