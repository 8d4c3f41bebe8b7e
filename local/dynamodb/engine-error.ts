/** The database cannot be started, or does not run. The message is one line and says what to do. */
export class EngineError extends Error {
  constructor(problem: string) {
    super(`DynamoDB: ${problem}`);
    this.name = 'EngineError';
  }
}
