@NullMarked
package io.plumbline.eval.page.gate;

import org.jspecify.annotations.NullMarked;
