import * as z from 'zod';
import * as views from './api-views.ts';
import { Problem } from './http.ts';
import { IntakeRequest } from './intake.ts';
import { NewMentor } from './mentor.ts';
import { Pairing } from './pairing.ts';
import { ShiftSwap } from './roster.ts';

/** Writes a schema as JSON Schema; those with a name become a reference to it. */
export type DrawSchema = (schema: z.ZodType, io: 'input' | 'output') => JsonSchema;

/** Collects what has a name in `schemas`, to stand there once; draws each schema once. */
export function schemaWriter(schemas: Map<string, JsonSchema>): DrawSchema {
  const drawn = { input: new Map<z.ZodType, JsonSchema>(), output: new Map<z.ZodType, JsonSchema>() };
  return (schema, io) => {
    const before = drawn[io].get(schema);
    if (before) return before;
    // Inside of an object, since a schema at the top never becomes a reference.
    const whole = z.toJSONSchema(z.object({ value: schema }), { metadata: named, io, override: describe });
    const local = JSON.stringify(whole).replaceAll('"#/$defs/', '"#/components/schemas/');
    const { properties, $defs } = Drawn.parse(JSON.parse(local));
    for (const [id, { id: _id, ...definition }] of Object.entries($defs)) schemas.set(id, definition);
    drawn[io].set(schema, properties.value);
    return properties.value;
  };
}

/** A registry of our own has no descriptions. */
function describe({ zodSchema, jsonSchema }: Parameters<NonNullable<Overridable['override']>>[0]): void {
  const description = z.globalRegistry.get(zodSchema)?.description;
  if (description !== undefined) jsonSchema.description = description;
}

type Overridable = NonNullable<Parameters<typeof z.toJSONSchema>[1]>;

const named = z.registry<{ id: string }>();
const names: readonly (readonly [z.ZodType, string])[] = [
  [Problem, 'Problem'],
  [IntakeRequest, 'IntakeRequest'],
  [NewMentor, 'NewMentor'],
  [Pairing, 'Pairing'],
  [views.OfferView, 'Offer'],
  [views.CoupleView, 'Couple'],
  [views.CoupleDetail, 'CoupleDetail'],
  [views.ParticipantSummary, 'ParticipantSummary'],
  [views.ParticipantView, 'Participant'],
  [views.CheckInView, 'CheckIn'],
  [views.MessageView, 'Message'],
  [views.MentorView, 'Mentor'],
  [views.ImportReport, 'ImportReport'],
  [views.TaskView, 'Task'],
  [views.TaskDetail, 'TaskDetail'],
  [views.CrisisView, 'Crisis'],
  [views.CrisisDetail, 'CrisisDetail'],
  [views.DisclosureView, 'Disclosure'],
  [views.OnCallView, 'OnCall'],
  [views.ProgrammeView, 'Programme'],
  [ShiftSwap, 'ShiftSwap'],
];
for (const [schema, id] of names) named.add(schema, { id });

const Drawn = z.looseObject({
  properties: z.object({ value: z.record(z.string(), z.unknown()) }),
  $defs: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
});

/** JSON Schema 2020-12, as OpenAPI 3.1 has it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly JsonSchema[];
  readonly requestBody?: JsonSchema;
  readonly responses: Readonly<Record<string, JsonSchema>>;
}
