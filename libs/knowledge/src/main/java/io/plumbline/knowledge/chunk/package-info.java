/// Cuts documents into the passages that a search finds.
@NullMarked
package io.plumbline.knowledge.chunk;

import org.jspecify.annotations.NullMarked;
