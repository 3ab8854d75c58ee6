/// The models themselves: their dials in force, their counters, the calls that they received, and the pace at which
/// they answer.
@NullMarked
package io.plumbline.simulator.model;

import org.jspecify.annotations.NullMarked;
