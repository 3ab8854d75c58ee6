@NullMarked
package io.plumbline.registry.knowledge.document;

import org.jspecify.annotations.NullMarked;
