import type { Graph, Node, Value } from './graph';
import { encodeOnnx, type OnnxNode, type OnnxTensor } from './onnx';

/**
 * The graph as the bytes of an ONNX file. Nodes that no output depends on are left out; inputs all stay, in their
 * order, because they are what a caller must feed.
 */
export function emitGraph(graph: Graph, name: string): Uint8Array {
  const nodes = graph.ancestors(graph.outputs.values());
  const used = new Set([...nodes.flatMap((node) => node.inputs), ...graph.outputs.values()]);
  const initializers: OnnxTensor[] = [...graph.constants]
    .filter(([value]) => used.has(value))
    .map(([{ name: constant, shape }, data]) => ({ name: constant, shape, data }));
  const integers = new Map<string, OnnxTensor>();
  // A computed value bears its output's name from the start; copying it would cost time in every run.
  const names = new Map<Value, string>();
  const copies: OnnxNode[] = [];
  for (const [output, value] of graph.outputs) {
    if (value.node && !names.has(value)) names.set(value, output);
    else
      copies.push({
        operator: 'Identity',
        inputs: [names.get(value) ?? value.name],
        outputs: [output],
      });
  }
  const nameOf = (value: Value) => names.get(value) ?? value.name;
  const emitted = nodes.map((node) => emitNode(node, nameOf, integers));
  return encodeOnnx({
    name,
    inputs: graph.inputs,
    outputs: [...graph.outputs].map(([output, { shape }]) => ({ name: output, shape })),
    initializers: [...initializers, ...integers.values()],
    nodes: [...emitted, ...copies],
  });
}

function emitNode(
  node: Node,
  nameOf: (value: Value) => string,
  integers: Map<string, OnnxTensor>,
): OnnxNode {
  const inputs = node.inputs.map(nameOf);
  if (node.integers) {
    const name = `integers_${node.integers.join('_')}`;
    integers.set(name, { name, shape: [node.integers.length], data: node.integers });
    inputs.push(name);
  }
  return {
    operator: node.operator,
    inputs,
    outputs: node.outputs.map(nameOf),
    attributes: node.attributes,
  };
}
