/// The knowledge of the simulated bank, and the search for the fact that answers a question.
@NullMarked
package io.plumbline.simulator.knowledge;

import org.jspecify.annotations.NullMarked;
