/// The search index of a knowledge base: keywords and vectors, filtered by the caller's permissions.
@NullMarked
package io.plumbline.knowledge.index;

import org.jspecify.annotations.NullMarked;
