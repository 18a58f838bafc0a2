/**
 * Neural networks as PEtab-SciML says them: {@link org.lamarck.worker.network.NetworkReader} reads
 * a {@link org.lamarck.worker.network.Network} from YAML, {@link
 * org.lamarck.worker.network.NetworkNodes} makes an array program of it, and {@link
 * org.lamarck.worker.network.ArrayFile} holds its parameters and inputs. Layers, functions and
 * their arguments are PyTorch's. Batch norms take the statistics of the batch, as in training.
 */
@NullMarked
package org.lamarck.worker.network;

import org.jspecify.annotations.NullMarked;
