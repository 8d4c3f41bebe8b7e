/** The time. Nothing else in the project may ask the machine for it. */
export interface Clock {
  now(): Date;
}
