@NullMarked
package io.plumbline.registry.knowledge.connector;

import org.jspecify.annotations.NullMarked;
