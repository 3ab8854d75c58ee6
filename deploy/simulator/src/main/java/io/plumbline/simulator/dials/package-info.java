/// What a model can be told to be: its latency, its failures, its quality; and the seeded chance that decides.
@NullMarked
package io.plumbline.simulator.dials;

import org.jspecify.annotations.NullMarked;
