import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';

/** The settings are not usable; `message` names every wrong variable, one sentence a line, and never shows a value. */
export class ConfigurationError extends Error {
  constructor(readonly sentences: readonly string[]) {
    super(['The configuration is not usable:', ...sentences.map((sentence) => `  - ${sentence}`)].join('\n'));
    this.name = 'ConfigurationError';
  }
}

const propertyOf = (variable: string): string =>
  variable.toLowerCase().replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** `databaseUrl` is read from `DATABASE_URL`. */
export const variableOf = (property: string): string =>
  property.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();

/** A variable that is set to nothing counts as absent: compose files and shells pass empty ones along. */
function propertiesFrom(environment: NodeJS.ProcessEnv): Record<string, string> {
  const given = Object.entries(environment).filter(
    ([name, value]) => /^[A-Z][A-Z0-9_]*$/.test(name) && value,
  );
  return Object.fromEntries(given.map(([name, value]) => [propertyOf(name), value as string]));
}

function sentence({ property, value, constraints }: ValidationError): string {
  const variable = variableOf(property);
  const [first = `${property} is not accepted`] = Object.values(constraints ?? {});
  const rule = first.replace(property, variable);
  return value === undefined ? `${rule}; it is not set.` : `${rule}.`;
}

/** Reads a settings class from the environment; throws one `ConfigurationError` that lists everything wrong at once. */
export function loadConfig<T extends object>(
  Settings: new () => T,
  environment: NodeJS.ProcessEnv = process.env,
): T {
  const settings = plainToInstance(Settings, propertiesFrom(environment), { exposeDefaultValues: true });
  const wrong = validateSync(settings, { whitelist: true, stopAtFirstError: true });
  if (wrong.length > 0) throw new ConfigurationError(wrong.map(sentence));
  return settings;
}
