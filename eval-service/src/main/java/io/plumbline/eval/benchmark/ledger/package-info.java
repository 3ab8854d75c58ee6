/// Stored benchmarks, runs and answers.
@NullMarked
package io.plumbline.eval.benchmark.ledger;

import org.jspecify.annotations.NullMarked;
