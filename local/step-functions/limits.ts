/** Quotas of Standard workflows (aws-facts §1.1). */
export const MAX_HISTORY_EVENTS = 25_000;
export const MAX_DATA_BYTES = 256 * 1024;
export const MAX_VARIABLES_BYTES = 10 * 1024 * 1024;
export const MAX_EXECUTION_MS = 365 * 24 * 60 * 60 * 1000;
export const MAX_DEFINITION_BYTES = 1024 * 1024;
export const MAX_NAME_LENGTH = 80;
/** The most iterations of an inline Map that run at a time, and of a distributed one. */
export const MAX_INLINE_CONCURRENCY = 40;
export const MAX_DISTRIBUTED_CONCURRENCY = 10_000;
/** The largest number that fields in seconds and attempts take. */
export const MAX_COUNT = 99_999_999;
export const MAX_DELAY_SECONDS = 31_622_400;
