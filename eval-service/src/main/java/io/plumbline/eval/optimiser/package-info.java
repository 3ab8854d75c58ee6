/// The prompt optimiser: jobs that search for better versions of a prompt against a suite, within a budget.
@NullMarked
package io.plumbline.eval.optimiser;

import org.jspecify.annotations.NullMarked;
