import { AwsError } from './aws-error.ts';
import type { AwsService, CloudCall, CloudCalls, FaultInjector, Operation } from './aws-service.ts';
import type { VirtualClock } from './clock.ts';
import type { Iam } from './iam/iam.ts';

/**
 * The one way into every service, from the wire and from inside: the caller's rights first, then injected faults, then
 * the operation. A refused call is not counted; a performed one is, as `<service>:<Operation>`.
 */
export function createCalls({ clock, iam }: CallsOptions): Calls {
  const services = new Map<string, AwsService>();
  const counts = new Map<string, number>();
  let fault: FaultInjector | undefined;

  function admit(request: CloudCall): Operation {
    const service = services.get(request.service);
    if (service === undefined) {
      throw new AwsError(
        'UnknownServiceException',
        `The embedded cloud does not run the service "${request.service}".`,
      );
    }
    const operation = service.operations[request.operation];
    if (operation === undefined) {
      throw new AwsError(
        'UnknownOperationException',
        `The embedded cloud's ${request.service} has no operation "${request.operation}" (see local/README.md).`,
      );
    }
    const access = operation.access?.(request.input) ?? [
      { action: `${request.service}:${request.operation}`, resource: '*' },
    ];
    iam.authorize({ caller: request.caller, access });
    const injected = fault?.(request);
    if (injected !== undefined) throw injected;
    const name = `${request.service}:${request.operation}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
    return operation;
  }

  return {
    counts,
    admit,
    add: (service) => void services.set(service.name, service),
    service: (name) => services.get(name),
    injectFaults: (injector) => void (fault = injector),
    async call(request) {
      return admit(request).run(request.input, { caller: request.caller, now: clock.now() });
    },
  };
}

export interface Calls extends CloudCalls {
  add(service: AwsService): void;
  service(name: string): AwsService | undefined;
  /** Checks rights, injects faults and counts, without performing: for calls that are forwarded as raw bytes. */
  admit(request: CloudCall): Operation;
  /** Test hook; `undefined` ends the faults. */
  injectFaults(injector: FaultInjector | undefined): void;
}

export interface CallsOptions {
  readonly clock: VirtualClock;
  readonly iam: Pick<Iam, 'authorize'>;
}
