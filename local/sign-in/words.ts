/** The pages' words in the reader's language: the first of Accept-Language that exists here, else English. */
export function wordsFor(acceptLanguage: string | undefined): Words {
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', quality = ''] = part.trim().split(';');
      return {
        language: tag.slice(0, 2).toLowerCase(),
        weight: Number(/q=([\d.]+)/.exec(quality)?.[1] ?? 1),
      };
    })
    .toSorted((a, b) => b.weight - a.weight)
    .find(({ language }) => language === 'en' || language === 'es');
  return wanted?.language === 'es' ? spanish : english;
}

export interface Words {
  readonly language: 'en' | 'es';
  readonly signIn: string;
  readonly explanation: string;
  readonly groups: (names: readonly string[]) => string;
  readonly noGroup: string;
  readonly continuesTo: (client: string) => string;
  readonly failed: string;
  readonly startAgain: string;
  readonly signOut: string;
  readonly signOutQuestion: string;
  readonly signedOut: string;
  readonly back: string;
}

const english: Words = {
  language: 'en',
  signIn: 'Who are you today?',
  explanation:
    'This sign-in exists on this machine only. Choose one of its made-up people; there is no password.',
  groups: (names) => `Member of ${names.join(', ')}`,
  noGroup: 'In no group: may sign in, may see nothing',
  continuesTo: (client) => `You will go on to ${client}.`,
  failed: 'That did not work',
  startAgain: 'Go back to where you came from and start the sign-in again.',
  signOut: 'Sign out',
  signOutQuestion: 'Do you want to sign out?',
  signedOut: 'You are signed out',
  back: 'To the sandbox',
};

const spanish: Words = {
  language: 'es',
  signIn: '¿Quién es usted hoy?',
  explanation:
    'Este inicio de sesión existe solo en esta máquina. Elija a una de sus personas ficticias; no hay contraseña.',
  groups: (names) => `Miembro de ${names.join(', ')}`,
  noGroup: 'Sin grupo: puede entrar, pero no ver nada',
  continuesTo: (client) => `Continuará a ${client}.`,
  failed: 'Algo no salió bien',
  startAgain: 'Vuelva a la página de donde vino e inicie la sesión otra vez.',
  signOut: 'Cerrar sesión',
  signOutQuestion: '¿Quiere cerrar la sesión?',
  signedOut: 'Ha cerrado la sesión',
  back: 'Ir al entorno de pruebas',
};
