@NullMarked
package io.plumbline.registry.promotion;

import org.jspecify.annotations.NullMarked;
