@NullMarked
package io.plumbline.registry.card;

import org.jspecify.annotations.NullMarked;
