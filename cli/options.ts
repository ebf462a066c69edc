import { InvalidArgumentError } from 'commander';

/** Parses an option's number. @throws InvalidArgumentError, which the command line shows with its help */
export const number = (text: string): number => {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) {
    throw new InvalidArgumentError(`"${text}" is not a number.`);
  }
  return value;
};

/** Gathers an option that may be given several times. */
export const collect = (value: string, all: string[] = []): string[] => [...all, value];
