/** A policy, permission or role of the template that cannot be evaluated. The message names where it stands. */
export class IamError extends Error {
  constructor(place: string, problem: string) {
    super(`IAM: ${place}: ${problem}`);
    this.name = 'IamError';
  }
}
