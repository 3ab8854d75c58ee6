/// Searches in knowledge bases.
@NullMarked
package io.plumbline.registry.knowledge.search;

import org.jspecify.annotations.NullMarked;
