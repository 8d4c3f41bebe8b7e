import { parseDefinition, type StateMachineDefinition } from '#infra/definitions/definition';
import { mermaidPicture } from './mermaid-picture.ts';
import { durationOf } from './picture-words.ts';

/**
 * The page with the picture of each state machine between its markers, everything else as it was; a machine that the
 * page does not show yet gets a section of its own at the end. Doing it again changes nothing. Throws, with what to
 * do, for a picture of a machine that is gone, and for markers that do not close.
 */
export function withPictures(page: string, files: ReadonlyMap<string, string>): string {
  const shown = new Set<string>();
  const drawn = page.replaceAll(SECTION, (_section, name: string) => {
    const text = files.get(name);
    if (text === undefined)
      throw new Error(`it shows ${name}, but there is no ${name}.asl.json: remove its section`);
    shown.add(name);
    return sectionOf(name, parseDefinition(text));
  });
  const open = drawn.replaceAll(SECTION, '').match(/<!-- \/?picture\b.*-->/)?.[0];
  if (open !== undefined) throw new Error(`the marker ${open} stands alone: each picture needs two`);
  const more = [...files].filter(([name]) => !shown.has(name));
  return [drawn.trimEnd(), ...more.map(([name, text]) => newSection(name, text))].join('\n\n') + '\n';
}

const SECTION = /<!-- picture: ([a-z0-9-]+) -->(?:(?!<!-- picture)[^])*?<!-- \/picture -->/g;

function newSection(name: string, text: string): string {
  const definition = parseDefinition(text);
  const comment = commentOf(definition);
  return [`## ${name}`, ...(comment === undefined ? [] : [comment]), sectionOf(name, definition)].join(
    '\n\n',
  );
}

function sectionOf(name: string, definition: StateMachineDefinition): string {
  const limit = 'TimeoutSeconds' in definition ? durationOf(definition.TimeoutSeconds) : undefined;
  return [
    `<!-- picture: ${name} -->`,
    `\`\`\`mermaid\n${mermaidPicture(definition)}\n\`\`\``,
    ...(limit === undefined ? [] : [`Wherever it stands, it ends after ${limit}.`]),
    '<!-- /picture -->',
  ].join('\n\n');
}

function commentOf(definition: StateMachineDefinition): string | undefined {
  return 'Comment' in definition && typeof definition.Comment === 'string' ? definition.Comment : undefined;
}
