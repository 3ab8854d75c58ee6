/// The search indexes of knowledge bases, derived from the database.
@NullMarked
package io.plumbline.registry.knowledge.index;

import org.jspecify.annotations.NullMarked;
