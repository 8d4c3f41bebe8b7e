/** An error as an AWS service answers it: `code` is the shape name that the SDK turns into `error.name`. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  /** Extra members of the error shape, e.g. `CancellationReasons`. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, { status = 400, members = {} }: AwsErrorOptions = {}) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = status;
    this.members = members;
  }
}

interface AwsErrorOptions {
  readonly status?: number;
  readonly members?: Readonly<Record<string, unknown>>;
}
