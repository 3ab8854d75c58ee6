@NullMarked
package io.plumbline.registry.knowledge.rerank;

import org.jspecify.annotations.NullMarked;
