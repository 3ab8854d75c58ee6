@NullMarked
package io.plumbline.eval.panel;

import org.jspecify.annotations.NullMarked;
