/// The surface on which tests and demos set the dials and read the received calls.
@NullMarked
package io.plumbline.simulator.control;

import org.jspecify.annotations.NullMarked;
