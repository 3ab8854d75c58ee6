@NullMarked
package io.plumbline.registry.knowledge.connector.source;

import org.jspecify.annotations.NullMarked;
