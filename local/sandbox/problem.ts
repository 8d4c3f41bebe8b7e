import type { ServerResponse } from 'node:http';
import type { FieldError, Problem } from '#shared/contracts/api';

/** A refusal as the sandbox answers it: RFC 9457, each wrong field with its fix and never its value. */
export class SandboxProblem extends Error {
  readonly problem: Problem;

  constructor(status: number, title: string, { detail, errors }: ProblemDetails = {}) {
    super(title);
    this.name = 'SandboxProblem';
    this.problem = {
      type: 'about:blank',
      title,
      status,
      ...(detail !== undefined && { detail }),
      ...(errors !== undefined && { errors }),
    };
  }
}

export function sendProblem(response: ServerResponse, problem: Problem): void {
  response
    .writeHead(problem.status, { 'content-type': 'application/problem+json', 'cache-control': 'no-store' })
    .end(JSON.stringify(problem));
}

interface ProblemDetails {
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
}
