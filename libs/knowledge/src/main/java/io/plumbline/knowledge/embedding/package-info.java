/// Turns texts into vectors for chunking and search.
@NullMarked
package io.plumbline.knowledge.embedding;

import org.jspecify.annotations.NullMarked;
