/// Task benchmarks: how many tasks of a published benchmark a system solves.
@NullMarked
package io.plumbline.eval.benchmark;

import org.jspecify.annotations.NullMarked;
