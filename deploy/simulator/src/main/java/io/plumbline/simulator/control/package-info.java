/// The surface on which tests and demos turn the dials and read what has arrived.
@NullMarked
package io.plumbline.simulator.control;

import org.jspecify.annotations.NullMarked;
