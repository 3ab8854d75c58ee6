@NullMarked
package io.plumbline.eval.page;

import org.jspecify.annotations.NullMarked;
