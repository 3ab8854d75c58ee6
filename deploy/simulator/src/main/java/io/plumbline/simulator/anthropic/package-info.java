/// The Anthropic surface: messages and token counts.
@NullMarked
package io.plumbline.simulator.anthropic;

import org.jspecify.annotations.NullMarked;
