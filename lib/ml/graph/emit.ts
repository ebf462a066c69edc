import type { Graph, Node } from './graph';
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
  const emitted = nodes.map((node) => emitNode(node, integers));
  // An output has its own name; Identity also serves when it is an input or is asked for twice.
  for (const [output, value] of graph.outputs) {
    emitted.push({ operator: 'Identity', inputs: [value.name], outputs: [output] });
  }
  return encodeOnnx({
    name,
    inputs: graph.inputs,
    outputs: [...graph.outputs].map(([output, { shape }]) => ({ name: output, shape })),
    initializers: [...initializers, ...integers.values()],
    nodes: emitted,
  });
}

function emitNode(node: Node, integers: Map<string, OnnxTensor>): OnnxNode {
  const inputs = node.inputs.map((input) => input.name);
  if (node.integers) {
    const name = `integers_${node.integers.join('_')}`;
    integers.set(name, { name, shape: [node.integers.length], data: node.integers });
    inputs.push(name);
  }
  return {
    operator: node.operator,
    inputs,
    outputs: node.outputs.map((output) => output.name),
    attributes: node.attributes,
  };
}
