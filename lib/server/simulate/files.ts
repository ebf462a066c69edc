/** A raw file of the simulation. */
export interface SimulatedFile {
  readonly table: 'events' | 'stickers' | 'celebs';
  readonly path: string;
  readonly rows: number;
}
