@NullMarked
package io.plumbline.registry.knowledge.extraction;

import org.jspecify.annotations.NullMarked;
