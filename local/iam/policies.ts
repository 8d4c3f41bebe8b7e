import { LOCAL_ACCOUNT } from '../aws-service.ts';
import { isMacKey } from '../kms/keys.ts';
import type { DeployedResource, Deployment } from '../template/deployment.ts';
import type { KnowsKey } from './condition-keys.ts';
import { IamError } from './iam-error.ts';
import { lambdaPermission } from './lambda-permission.ts';
import { AWS_MANAGED_POLICIES } from './managed-policies.ts';
import { isObject, parsePolicyDocument, type PolicySource, type Statement } from './policy-document.ts';

/** Every policy of the template, parsed and put where it applies. Throws `IamError` for what cannot be evaluated. */
export function loadPolicies(deployment: Deployment, knowsKey: KnowsKey): Policies {
  return new PolicyLoader(deployment, knowsKey).load();
}

export interface Policies {
  /** By role ARN. */
  readonly roles: ReadonlyMap<string, Role>;
  /** Statements of resource policies, by the resource's ARN. */
  readonly resources: ReadonlyMap<string, readonly Statement[]>;
  readonly notEmulated: readonly string[];
}

export interface Role {
  readonly arn: string;
  readonly name: string;
  readonly identity: readonly Statement[];
  readonly trust: readonly Statement[];
}

interface RoleDraft extends Role {
  readonly identity: Statement[];
}

class PolicyLoader {
  readonly #deployment: Deployment;
  readonly #knowsKey: KnowsKey;
  readonly #byName = new Map<string, RoleDraft>();
  readonly #resources = new Map<string, Statement[]>();
  readonly #notEmulated: string[] = [];

  constructor(deployment: Deployment, knowsKey: KnowsKey) {
    this.#deployment = deployment;
    this.#knowsKey = knowsKey;
  }

  load(): Policies {
    const ofType = (type: string) => this.#deployment.ofType(type);
    for (const role of ofType('AWS::IAM::Role')) this.#addRole(role);
    for (const policy of ofType('AWS::IAM::Policy')) this.#attach(policy);
    for (const policy of ofType('AWS::IAM::ManagedPolicy')) this.#attach(policy);
    for (const role of ofType('AWS::IAM::Role')) this.#addManaged(role);
    for (const policy of ofType('AWS::SQS::QueuePolicy')) this.#addQueuePolicy(policy);
    for (const policy of ofType('AWS::SNS::TopicPolicy')) this.#addTopicPolicy(policy);
    for (const table of ofType('AWS::DynamoDB::Table')) this.#addTablePolicy(table);
    for (const table of ofType('AWS::DynamoDB::GlobalTable')) refuseReplicaPolicies(table);
    for (const key of ofType('AWS::KMS::Key')) this.#addKeyPolicy(key);
    for (const permission of ofType('AWS::Lambda::Permission')) {
      const { functionArn, document } = lambdaPermission(permission);
      this.#addToResource(functionArn, this.#parse(document, { of: permission, kind: 'resource' }));
    }
    const roles = new Map([...this.#byName.values()].map((role) => [role.arn, role]));
    return { roles, resources: this.#resources, notEmulated: this.#notEmulated };
  }

  #addRole(resource: DeployedResource): void {
    const { properties, attributes, physicalId: name } = resource;
    const arn = attributes['Arn'] ?? '';
    if (properties['PermissionsBoundary'] !== undefined) {
      throw new IamError(placeOf(resource), 'PermissionsBoundary is not evaluated here. Remove it');
    }
    const identity = list(properties['Policies']).flatMap((policy) => {
      if (!isObject(policy))
        throw new IamError(placeOf(resource), 'Policies holds something that is no policy');
      const label = `${placeOf(resource)}/${String(policy['PolicyName'])}`;
      return this.#parse(policy['PolicyDocument'], { label, kind: 'identity', holder: arn });
    });
    const trust = this.#parse(properties['AssumeRolePolicyDocument'], {
      label: `${placeOf(resource)}/AssumeRolePolicyDocument`,
      kind: 'trust',
    });
    this.#byName.set(name, { arn, name, identity, trust });
  }

  /** AWS::IAM::Policy, and AWS::IAM::ManagedPolicy that lists its roles itself. */
  #attach(policy: DeployedResource): void {
    const { properties } = policy;
    if (list(properties['Users']).length + list(properties['Groups']).length > 0) {
      throw new IamError(placeOf(policy), 'Users and Groups are not known here. Attach the policy to roles');
    }
    for (const roleName of list(properties['Roles'])) {
      const role = typeof roleName === 'string' ? this.#byName.get(roleName) : undefined;
      if (role === undefined) {
        throw new IamError(placeOf(policy), `role ${String(roleName)} is not in the templates`);
      }
      const source: DocumentSource = { of: policy, kind: 'identity', holder: role.arn };
      role.identity.push(...this.#parse(properties['PolicyDocument'], source));
    }
  }

  #addManaged(resource: DeployedResource): void {
    const role = this.#byName.get(resource.physicalId);
    for (const arn of list(resource.properties['ManagedPolicyArns'])) {
      if (typeof arn !== 'string') throw new IamError(placeOf(resource), 'ManagedPolicyArns holds no text');
      const ours = this.#deployment.ofType('AWS::IAM::ManagedPolicy').find((p) => p.physicalId === arn);
      const name = arn.replace(/^arn:[^:]+:iam::aws:policy\//, '');
      const document = ours?.properties['PolicyDocument'] ?? AWS_MANAGED_POLICIES[name];
      if (document === undefined) {
        this.#notEmulated.push(
          `not emulated: managed policy ${name} of role ${resource.physicalId}: its text is not known, so it allows nothing`,
        );
        continue;
      }
      const label = ours === undefined ? name : placeOf(ours);
      if (role === undefined) continue;
      role.identity.push(...this.#parse(document, { label, kind: 'identity', holder: role.arn }));
    }
  }

  #addQueuePolicy(policy: DeployedResource): void {
    const queues = this.#deployment.ofType('AWS::SQS::Queue');
    for (const url of list(policy.properties['Queues'])) {
      const queue = queues.find((candidate) => candidate.physicalId === url);
      if (queue === undefined)
        throw new IamError(placeOf(policy), `queue ${String(url)} is not in the templates`);
      this.#addDocument(queue.attributes['Arn'] ?? '', policy);
    }
  }

  #addTopicPolicy(policy: DeployedResource): void {
    const topics = this.#deployment.ofType('AWS::SNS::Topic');
    for (const arn of list(policy.properties['Topics'])) {
      const topic = topics.find((candidate) => candidate.physicalId === arn);
      if (topic === undefined)
        throw new IamError(placeOf(policy), `topic ${String(arn)} is not in the templates`);
      this.#addDocument(topic.physicalId, policy);
    }
  }

  #addTablePolicy(table: DeployedResource): void {
    const policy = table.properties['ResourcePolicy'];
    if (!isObject(policy)) return;
    const statements = this.#parse(policy['PolicyDocument'], { of: table, kind: 'resource' });
    this.#addToResource(table.attributes['Arn'] ?? '', statements);
  }

  /** Only of keys that are called here; those that encrypt are used behind the scenes, by nobody here. */
  #addKeyPolicy(key: DeployedResource): void {
    if (!isMacKey(key.properties)) return;
    const document = key.properties['KeyPolicy'] ?? DEFAULT_KEY_POLICY;
    this.#addToResource(key.attributes['Arn'] ?? '', this.#parse(document, { of: key, kind: 'resource' }));
  }

  #addDocument(arn: string, policy: DeployedResource): void {
    this.#addToResource(
      arn,
      this.#parse(policy.properties['PolicyDocument'], { of: policy, kind: 'resource' }),
    );
  }

  #addToResource(arn: string, statements: readonly Statement[]): void {
    this.#resources.set(arn, [...(this.#resources.get(arn) ?? []), ...statements]);
  }

  #parse(document: unknown, { of, label, ...source }: DocumentSource): Statement[] {
    const name = label ?? (of === undefined ? '' : placeOf(of));
    return [...parsePolicyDocument(document, { ...source, name, knowsKey: this.#knowsKey })];
  }
}

function refuseReplicaPolicies(table: DeployedResource): void {
  if (
    list(table.properties['Replicas']).some((replica) => isObject(replica) && 'ResourcePolicy' in replica)
  ) {
    throw new IamError(placeOf(table), 'resource policies of replicas are not evaluated here. Use a Table');
  }
}

/** What a key has whose template gives it no policy. */
const DEFAULT_KEY_POLICY = {
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${LOCAL_ACCOUNT}:root` },
      Action: 'kms:*',
      Resource: '*',
    },
  ],
};

interface DocumentSource {
  readonly of?: DeployedResource;
  readonly label?: string;
  readonly kind: PolicySource['kind'];
  readonly holder?: string;
}

export const placeOf = ({ stack, logicalId }: DeployedResource) => `${stack}/${logicalId}`;

const list = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];
