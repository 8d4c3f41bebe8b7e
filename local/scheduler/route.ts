import type { Members, RestRequest } from '../aws-service.ts';

/** Which operation a request of the REST API means: `/schedules`, `/schedules/<name>`. */
export function route({
  method,
  path,
  query,
  body,
}: RestRequest): { operation: string; input: Members } | undefined {
  const [, root, name, ...rest] = path.split('/');
  if (root !== 'schedules' || rest.length > 0) return undefined;
  const given = (member: string, parameter: string) => {
    const value = query.get(parameter);
    return value === null ? {} : { [member]: value };
  };
  if (name === undefined || name === '') {
    if (method !== 'GET') return undefined;
    const names = ['NamePrefix', 'State', 'NextToken', 'MaxResults'].map((parameter) =>
      given(parameter, parameter),
    );
    return {
      operation: 'ListSchedules',
      input: Object.assign({}, given('GroupName', 'ScheduleGroup'), ...names),
    };
  }
  const operation = BY_METHOD[method];
  if (operation === undefined) return undefined;
  const input = { ...body, ...given('GroupName', 'groupName'), ...given('ClientToken', 'clientToken') };
  return { operation, input: { ...input, Name: decodeURIComponent(name) } };
}

const BY_METHOD: Readonly<Record<string, string>> = {
  POST: 'CreateSchedule',
  PUT: 'UpdateSchedule',
  GET: 'GetSchedule',
  DELETE: 'DeleteSchedule',
};
