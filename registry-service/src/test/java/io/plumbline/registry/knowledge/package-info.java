@NullMarked
package io.plumbline.registry.knowledge;

import org.jspecify.annotations.NullMarked;
