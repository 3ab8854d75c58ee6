/// From a conversation to a reply, shared by all surfaces.
@NullMarked
package io.plumbline.simulator.answer;

import org.jspecify.annotations.NullMarked;
