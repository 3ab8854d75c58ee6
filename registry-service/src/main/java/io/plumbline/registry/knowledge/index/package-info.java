/// The search indexes of knowledge bases on this replica's disk, derived from the database.
@NullMarked
package io.plumbline.registry.knowledge.index;

import org.jspecify.annotations.NullMarked;
