@NullMarked
package io.plumbline.registry.dataset.mapping;

import org.jspecify.annotations.NullMarked;
