@NullMarked
package io.plumbline.eval.sandbox;

import org.jspecify.annotations.NullMarked;
