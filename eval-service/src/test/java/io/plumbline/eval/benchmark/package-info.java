@NullMarked
package io.plumbline.eval.benchmark;

import org.jspecify.annotations.NullMarked;
