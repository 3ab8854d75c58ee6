@NullMarked
package io.plumbline.registry.dataset;

import org.jspecify.annotations.NullMarked;
