/// The sandbox for programs that nobody has reviewed, for example the code that a model writes.
@NullMarked
package io.plumbline.eval.sandbox;

import org.jspecify.annotations.NullMarked;
