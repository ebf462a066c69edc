/** TensorFlow.js with its plain JavaScript backend, which runs everywhere; import it from here only. */
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';

// Off: the greeting that recommends another package, and advice meant for whoever writes kernels.
tf.enableProdMode();

export * as tfl from '@tensorflow/tfjs-layers';
export { tf };
