/**
 * The running example of van der Aalst's Process Mining (2nd ed., 2016, table 2.2): 6 cases, 42 events, times in minutes
 * since 2010-12-30T00:00Z. Recipe: the log in pm4py's tests (running-example.csv), in the order of the file.
 */
export const RUNNING_EXAMPLE: readonly {
  readonly id: string;
  readonly events: readonly (readonly [event: string, minute: number])[];
}[] = [
  {
    id: '3',
    events: [
      ['register request', 812],
      ['examine casually', 846],
      ['check ticket', 934],
      ['decide', 10578],
      ['reinitiate request', 10758],
      ['examine thoroughly', 10806],
      ['check ticket', 13603],
      ['decide', 14935],
      ['pay compensation', 23625],
    ],
  },
  {
    id: '2',
    events: [
      ['register request', 632],
      ['check ticket', 672],
      ['examine casually', 796],
      ['decide', 9262],
      ['pay compensation', 13625],
    ],
  },
  {
    id: '1',
    events: [
      ['register request', 602],
      ['examine thoroughly', 1986],
      ['check ticket', 9492],
      ['decide', 10698],
      ['reject request', 12324],
    ],
  },
  {
    id: '6',
    events: [
      ['register request', 10922],
      ['examine casually', 10986],
      ['check ticket', 12442],
      ['decide', 12472],
      ['pay compensation', 25127],
    ],
  },
  {
    id: '5',
    events: [
      ['register request', 10562],
      ['examine casually', 12076],
      ['check ticket', 13582],
      ['decide', 16588],
      ['reinitiate request', 18198],
      ['check ticket', 22413],
      ['examine casually', 25370],
      ['decide', 29418],
      ['reinitiate request', 30948],
      ['examine casually', 32166],
      ['check ticket', 32314],
      ['decide', 35292],
      ['reject request', 36836],
    ],
  },
  {
    id: '4',
    events: [
      ['register request', 10922],
      ['check ticket', 12186],
      ['examine thoroughly', 13783],
      ['decide', 15062],
      ['reject request', 19604],
    ],
  },
];

/** Recipe: pm4py's running-example.dfg of the same log, exact. */
export const RUNNING_EXAMPLE_DFG = {
  starts: { 'register request': 6 },
  ends: { 'pay compensation': 3, 'reject request': 3 },
  edges: [
    ['register request', 'examine casually', 3],
    ['examine casually', 'check ticket', 4],
    ['check ticket', 'decide', 6],
    ['decide', 'reinitiate request', 3],
    ['reinitiate request', 'examine thoroughly', 1],
    ['examine thoroughly', 'check ticket', 2],
    ['decide', 'pay compensation', 3],
    ['register request', 'check ticket', 2],
    ['check ticket', 'examine casually', 2],
    ['examine casually', 'decide', 2],
    ['register request', 'examine thoroughly', 1],
    ['decide', 'reject request', 3],
    ['reinitiate request', 'check ticket', 1],
    ['reinitiate request', 'examine casually', 1],
    ['check ticket', 'examine thoroughly', 1],
    ['examine thoroughly', 'decide', 1],
  ] as readonly (readonly [from: string, to: string, count: number])[],
};
