/// The models: their current dials, their counters, their received calls, and the pace of their answers.
@NullMarked
package io.plumbline.simulator.model;

import org.jspecify.annotations.NullMarked;
