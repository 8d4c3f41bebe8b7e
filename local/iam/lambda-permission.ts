import { LOCAL_ACCOUNT, LOCAL_REGION } from '../aws-service.ts';
import type { DeployedResource } from '../template/deployment.ts';
import { IamError } from './iam-error.ts';

/** An AWS::Lambda::Permission as the statement that Lambda adds to the function's own policy. */
export function lambdaPermission(permission: DeployedResource): { functionArn: string; document: unknown } {
  const { stack, logicalId, properties } = permission;
  const { FunctionName: name, Action: action, Principal: principal } = properties;
  const { SourceArn: sourceArn, SourceAccount: sourceAccount } = properties;
  if (typeof name !== 'string' || typeof action !== 'string' || typeof principal !== 'string') {
    throw new IamError(`${stack}/${logicalId}`, 'FunctionName, Action and Principal must be texts');
  }
  const functionArn = name.startsWith('arn:')
    ? name
    : `arn:aws:lambda:${LOCAL_REGION}:${LOCAL_ACCOUNT}:function:${name}`;
  const statement = {
    Sid: logicalId,
    Effect: 'Allow',
    Principal: principal.endsWith('.amazonaws.com') ? { Service: principal } : { AWS: principal },
    Action: action,
    Resource: functionArn,
    Condition: {
      ...(sourceArn === undefined ? {} : { ArnLike: { 'aws:SourceArn': sourceArn } }),
      ...(sourceAccount === undefined ? {} : { StringEquals: { 'aws:SourceAccount': sourceAccount } }),
    },
  };
  return { functionArn, document: { Version: '2012-10-17', Statement: [statement] } };
}
