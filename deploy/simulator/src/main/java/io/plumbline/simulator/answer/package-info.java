/// From a conversation to a reply: the same for both surfaces.
@NullMarked
package io.plumbline.simulator.answer;

import org.jspecify.annotations.NullMarked;
