/// What the simulated bank knows, and how the fact that answers a question is found.
@NullMarked
package io.plumbline.simulator.knowledge;

import org.jspecify.annotations.NullMarked;
