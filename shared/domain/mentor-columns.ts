import {
  asCertificate,
  asCode,
  asExclusion,
  asHours,
  asLanguage,
  asList,
  asNumber,
  asYesNo,
  plainKey,
} from './mentor-cells.ts';

/** A column of a mentor file. */
export interface MentorColumn {
  /** One field of a mentor, or a part of one: `training.expiresOn`. */
  readonly field: string;
  /** What the header calls it; in errors, the English one. Case, spaces and accents do not matter. */
  readonly title: string;
  readonly titleInSpanish: string;
  /** Reads a cell that is not empty. */
  readonly read: (cell: string) => unknown;
}

/** The column with this title, or with the name of its field as a title. */
export const columnTitled = (title: string): MentorColumn | undefined => byTitle.get(plainKey(title));

/** The column that fills this field of a mentor, as an error names it. */
export const columnOf = (field: string): MentorColumn | undefined =>
  mentorColumns.find((column) => `${field}.`.startsWith(`${column.field}.`));

const column = (
  field: string,
  [title, titleInSpanish]: readonly [string, string],
  read: MentorColumn['read'] = (cell) => cell,
): MentorColumn => ({
  field,
  title,
  titleInSpanish,
  read,
});

/** Every field has one, so that a file can say everything that a form can. */
export const mentorColumns: readonly MentorColumn[] = [
  column('name', ['Name', 'Nombre']),
  column('email', ['Email', 'Correo']),
  column('phone', ['Phone', 'Teléfono']),
  column('language', ['Language of emails', 'Idioma de los correos'], asLanguage),
  column('languages', ['Languages', 'Idiomas'], asList(asLanguage)),
  column('timeZone', ['Time zone', 'Zona horaria']),
  column('status', ['Status', 'Estado'], asCode),
  column('weeklyDigest', ['Weekly digest', 'Resumen semanal'], asYesNo),
  column('awayUntil', ['Away until', 'Ausente hasta']),
  column('livedExperienceAttestedOn', ['Lived experience attested on', 'Experiencia propia declarada el']),
  column('recovery', ['Time in recovery', 'Tiempo en recuperación'], asCode),
  column('substances', ['Substances', 'Sustancias'], asList(asCode)),
  column('pathways', ['Pathways', 'Caminos'], asList(asCode)),
  column('coupleExperience', ['Couple experience', 'Experiencia en pareja'], asList(asCode)),
  column('children', ['Children', 'Hijos'], asYesNo),
  column('lifeStage', ['Stage of life', 'Etapa de vida'], asCode),
  column('faithStance', ['Faith', 'Fe'], asCode),
  column('orientation', ['Orientation', 'Orientación'], asCode),
  column('veteran', ['Veteran', 'Veterano'], asYesNo),
  column('employer', ['Employer', 'Empleador']),
  column('training.completedOn', ['Training completed', 'Formación completada']),
  column('training.expiresOn', ['Training expires', 'Formación vence']),
  column('crisisTraining.completedOn', ['Crisis training completed', 'Formación en crisis completada']),
  column('crisisTraining.expiresOn', ['Crisis training expires', 'Formación en crisis vence']),
  column('certificates', ['Certificates', 'Certificados'], asList(asCertificate)),
  column('availability', ['Availability', 'Disponibilidad'], asList(asHours)),
  column('onCall', ['On call', 'De guardia'], asList(asHours)),
  column('capacity', ['Capacity', 'Capacidad'], asNumber),
  column('partnerEmail', ['Serves with', 'Sirve con']),
  column('exclusions', ['Keep apart from', 'No emparejar con'], asList(asExclusion)),
];

const byTitle: ReadonlyMap<string, MentorColumn> = new Map(
  mentorColumns.flatMap((one) =>
    [one.field, one.title, one.titleInSpanish].map((title) => [plainKey(title), one] as const),
  ),
);

/** Without these nobody can be read. */
export const requiredColumns: readonly MentorColumn[] = mentorColumns.filter(({ field }) =>
  ['name', 'email', 'languages', 'timeZone'].includes(field),
);
