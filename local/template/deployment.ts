/** The synthesized templates, resolved: what CloudFormation would have created, with every reference filled in. */
export interface Deployment {
  readonly resources: readonly DeployedResource[];
  /** All resources of one CloudFormation type, in template order. */
  ofType(type: string): readonly DeployedResource[];
}

export interface DeployedResource {
  readonly stack: string;
  readonly logicalId: string;
  /** e.g. `AWS::SQS::Queue` */
  readonly type: string;
  /** What `Ref` gives: a queue's URL, a topic's ARN, a function's name … */
  readonly physicalId: string;
  /** What `Fn::GetAtt` gives, e.g. `Arn`. */
  readonly attributes: Readonly<Record<string, string>>;
  /** The properties with every intrinsic resolved. */
  readonly properties: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
}
