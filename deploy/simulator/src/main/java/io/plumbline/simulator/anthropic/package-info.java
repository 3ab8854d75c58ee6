/// The Anthropic surface: messages and the counting of their tokens.
@NullMarked
package io.plumbline.simulator.anthropic;

import org.jspecify.annotations.NullMarked;
