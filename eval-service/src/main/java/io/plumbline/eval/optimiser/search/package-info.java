/// The search for better prompts without any call: splits, edits, examples and halving. Plain Java.
@NullMarked
package io.plumbline.eval.optimiser.search;

import org.jspecify.annotations.NullMarked;
