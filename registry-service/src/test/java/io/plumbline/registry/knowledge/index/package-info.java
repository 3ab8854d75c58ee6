@NullMarked
package io.plumbline.registry.knowledge.index;

import org.jspecify.annotations.NullMarked;
