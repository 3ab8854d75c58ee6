@NullMarked
package io.plumbline.eval.harm.item;

import org.jspecify.annotations.NullMarked;
