/// The search index of a knowledge base: keywords and vectors, filtered by what the caller may read.
@NullMarked
package io.plumbline.knowledge.index;

import org.jspecify.annotations.NullMarked;
