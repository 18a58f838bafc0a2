package org.lamarck.worker.neuron.simulation;

import org.lamarck.worker.neuron.mechanism.Ion;

/**
 * Where the concentrations of an ion stand.
 *
 * @param field its position among what is solved for by node; that of the voltages is 0
 * @param at where its nodes begin in the state of the network
 * @param initialAt where its concentrations at the beginning stand in the numbers of the network
 * @param outsideAt where those outside stand
 * @param depthAt where the depths of shells stand
 * @param diffusionAt where its diffusion stands; −1 where there is none
 */
record IonPlan(
    Ion ion, int field, int at, int initialAt, int outsideAt, int depthAt, int diffusionAt) {}
