/// The settings of a model: its latency, its failures, its quality; and the seeded chance behind them.
@NullMarked
package io.plumbline.simulator.dials;

import org.jspecify.annotations.NullMarked;
